"""The map: a page in QtWebEngine, fed from a scheme of our own, cut off from everything else.

Order of calls: `flags.prepare` and `scheme.register` before the application object, then one
`MapBridge` for the screen, passed to `CityMap.qml` as its required property `bridge`.
"""
