"""What the bundle leaves behind, each with its reason. Read by kiosk.spec and by the tests.

Everything here was taken out one by one with the smoke test run after it: what Qt's plugins load
by name cannot be found by reading imports.
"""

from fnmatch import fnmatch

MODULES = {
    "numpy": "only for `main.py city`, which makes map packs at a desk",
    "shapely": "the same",
    "osmium": "the same",
    "mapbox_vector_tile": "the same",
    "pyproj": "only for importing a municipality's coordinates, from a checkout",
    "chardet": "requests has charset_normalizer",
    "lxml": "PyLD would read credentials out of web pages with it; see no_lxml.py",
    "kiosk.ui.preview": "a developer's window on one screen",
    "kiosk.ui.map.preview": "the same",
    "cv2": "compared with in benchmarks",
    "pyzbar": "the same; openbadgeslib would use it for its own command line",
    "tkinter": "no second toolkit",
    "IPython": "a developer's tool",
    "pytest": "tests",
    "_pytest": "tests",
    "hypothesis": "tests",
    "mypy": "lint",
    "setuptools": "nothing is built on a kiosk",
    "pkg_resources": "the same",
    "pip": "nothing is installed on a kiosk",
    "distutils": "the same",
    "lib2to3": "the same",
    "ensurepip": "the same",
    "idlelib": "a developer's tool",
    "pydoc_data": "help texts of Python's own shell",
    "pydoc": "the same",
    "turtledemo": "a developer's tool",
    "rich": "coloured text for developers",
    "pygments": "the same",
    "sqlalchemy.dialects.mssql": "the hub knows SQLite and PostgreSQL",
    "sqlalchemy.dialects.mysql": "the same",
    "sqlalchemy.dialects.oracle": "the same",
    "sqlalchemy.testing": "tests",
    "uvicorn.workers": "for gunicorn, which is not here",
    "PySide6.QtPdf": "no PDF is shown",
    "PySide6.QtMultimediaWidgets": "the screen is Qt Quick",
    "PySide6.scripts": "Qt's tools for developers",
}
"""Python modules, with everything under them."""

FILES = {
    # Qt WebEngine
    "*/qtwebengine_devtools_resources*.pak": "nobody inspects a page on a kiosk",
    "*/qtwebengine_dictionaries/*": "no spelling check",
    # Qt libraries that other libraries do not load
    "*libQt6Pdf*": "no PDF is shown",
    "*libQt6VirtualKeyboard*": "the kiosk has its own keyboard",
    "*libQt6Quick3D*": "nothing is three-dimensional",
    "*libQt6QuickControls2*": "the kiosk draws its own over QtQuick.Templates",
    "*libQt6QuickDialogs2*": "a kiosk has no dialogues of the desktop",
    "*libQt6LabsStyleKit*": "not used",
    "*libQt6Designer*": "a developer's tool",
    "*libQt6QmlCompiler*": "the same",
    "*libQt6Sql*": "SQLite is spoken to by Python",
    "*libQt6SpatialAudio*": "three tones need no room around them",
    "*libQt6Graphs*": "not used",
    "*libQt6Charts*": "not used",
    "*libQt6DataVisualization*": "not used",
    "*libQt6ShaderTools*": "shaders are built in",
    "*libQt6Location*": "the map is not Qt's",
    "*libQt6RemoteObjects*": "not used",
    "*libQt6Scxml*": "not used",
    "*libQt6StateMachine*": "not used",
    "*libQt6Sensors*": "not used",
    "*libQt6WebView*": "not used",
    "*libQt6WebSockets*": "not used",
    "*libQt6TextToSpeech*": "not used",
    "*libQt6WaylandCompositor*": "the kiosk is shown by a compositor, it is none",
    "*libQt6EglFS*": "needs a library that the wheel lacks; cage or X show the kiosk",
    "*libQt6EglFsKms*": "the same",
    "*libQt63D*": "nothing is three-dimensional",
    # Qt plugins
    "*/plugins/assetimporters/*": "three-dimensional models",
    "*/plugins/canbus/*": "vehicles",
    "*/plugins/designer/*": "a developer's tool",
    "*/plugins/egldeviceintegrations/*": "for eglfs",
    "*/plugins/generic/*": "mice and tablets without a window system",
    "*/plugins/geometryloaders/*": "three-dimensional models",
    "*/plugins/geoservices/*": "the map is not Qt's",
    "*/plugins/imageformats/libqpdf*": "no PDF is shown",
    "*/plugins/imageformats/libqtiff*": "not a format of ours",
    "*/plugins/imageformats/libqtga*": "not a format of ours",
    "*/plugins/imageformats/libqwbmp*": "not a format of ours",
    "*/plugins/imageformats/libqicns*": "not a format of ours",
    "*/plugins/platforminputcontexts/libqtvirtual*": "the kiosk has its own keyboard",
    "*/plugins/networkinformation/*": "the sync child sees for itself whether the hub answers",
    "*/plugins/wayland-decoration-client/*": "a full screen has no frame",
    "*/plugins/wayland-shell-integration/libivi*": "for cars",
    "*/plugins/platforms/libqeglfs*": "needs a library that the wheel lacks",
    "*/plugins/platforms/libqlinuxfb*": "no WebEngine there",
    "*/plugins/platforms/libqvnc*": "nobody looks from afar",
    "*/plugins/platforms/libqvkkhrdisplay*": "no WebEngine there",
    "*/plugins/platforms/libqminimal*": "shows nothing",
    "*/plugins/platformthemes/*": "the looks of desktops",
    "*/plugins/position/*": "a kiosk knows where it hangs",
    "*/plugins/printsupport/*": "no printer",
    "*/plugins/qmltooling/*": "a debugger's way in",
    "*/plugins/renderers/*": "three-dimensional",
    "*/plugins/renderplugins/*": "three-dimensional",
    "*/plugins/sceneparsers/*": "three-dimensional",
    "*/plugins/scxmldatamodel/*": "not used",
    "*/plugins/sensors/*": "not used",
    "*/plugins/platforminputcontexts/libibus*": "the kiosk has its own keyboard",
    "*/plugins/sqldrivers/*": "SQLite is spoken to by Python",
    "*/plugins/texttospeech/*": "not used",
    "*/plugins/webview/*": "not used",
    "*/plugins/wayland-graphics-integration-server/*": "the kiosk is no compositor",
    # Qt QML modules
    "*/qml/Qt/labs/*": "not used",
    "*/qml/Qt5Compat/*": "not used",
    "*/qml/Qt3D/*": "nothing is three-dimensional",
    "*/qml/QtCharts/*": "not used",
    "*/qml/QtDataVisualization/*": "not used",
    "*/qml/QtGraphs/*": "not used",
    "*/qml/QtLocation/*": "the map is not Qt's",
    "*/qml/QtPositioning/*": "a kiosk knows where it hangs",
    "*/qml/QtQuick/Controls/*": "the kiosk draws its own over QtQuick.Templates",
    "*/qml/QtQuick/NativeStyle/*": "the same",
    "*/qml/QtWebEngine/ControlsDelegates/*": "a page may ask nothing, so no window to ask with",
    "*/qml/QtQml/StateMachine/*": "not used",
    "*/qml/QtQml/XmlListModel/*": "not used",
    "*/qml/QtQml/DesignSupport/*": "a developer's tool",
    "*/qml/QtQuick/VectorImage/*": "not used",
    "*/DesignHelpers/*": "a developer's tool",
    "*/qml/QtQuick/Dialogs/*": "a kiosk has no dialogues of the desktop",
    "*/qml/QtQuick/LocalStorage/*": "not used",
    "*/qml/QtQuick/Particles/*": "not used",
    "*/qml/QtQuick/Pdf/*": "no PDF is shown",
    "*/qml/QtQuick/Scene2D/*": "three-dimensional",
    "*/qml/QtQuick/Scene3D/*": "three-dimensional",
    "*/qml/QtQuick/Timeline/*": "not used",
    "*/qml/QtQuick/tooling/*": "a developer's tool",
    "*/qml/QtQuick/VirtualKeyboard/*": "the kiosk has its own keyboard",
    "*/qml/QtQuick3D/*": "nothing is three-dimensional",
    "*/qml/QtRemoteObjects/*": "not used",
    "*/qml/QtScxml/*": "not used",
    "*/qml/QtSensors/*": "not used",
    "*/qml/QtTest/*": "tests",
    "*/qml/QtTextToSpeech/*": "not used",
    "*/qml/QtWayland/*": "the kiosk is no compositor",
    "*/qml/QtWebSockets/*": "not used",
    "*/qml/QtWebView/*": "not used",
    "*.qmltypes": "for developers' tools",
    "PySide6/Qt/translations/qt*.qm": "the screen has its own words; Qt says none of its own",
    # Python packages
    "PIL/_avif*": "no such pictures are read by `scan`",
    "*libavif*": "the same",
    "PIL/_imagingtk*": "for tkinter",
    "*.pyi": "types, for developers",
    "alembic/templates/*": "for making migrations",
    "starlette_admin/static/*/apexcharts*": "the hub's pages draw no charts, and it is not free",
    "starlette_admin/static/*/jsoneditor*": "the hub's pages have a field for each thing",
    "starlette_admin/static/*/fslightbox*": "the hub's pages have no galleries",
    "babel/locale-data/[!elr]*": "the hub's pages speak lt and en",
    "babel/locale-data/e[!n]*": "the same",
    "babel/locale-data/en_*": "the same",
    "babel/locale-data/l[!t]*": "the same",
    "babel/locale-data/r[!o]*": "the same, but for the root of all",
    "*/tests/*": "tests of libraries",
    "resources/cities/*/patterns/*": "what the demonstration's programmes are made from",
    "resources/cities/*/source/*": "the same",
    "resources/i18n/fragments/*": "what the .qm files are made from",
    "resources/*/__pycache__/*": "left by running generators",
}
"""Files by pattern (fnmatch over the path inside the bundle, with `/`)."""

OPENED_BY_NAME = (
    "libcrypto.so.3", "libssl.so.3",  # by Qt's TLS plugin
    "libQt6FFmpegStub-*",  # by FFmpeg
    "libQt6WaylandClient.so.6", "libQt6WlShellIntegration.so.6",
    "libpython3.*",
)  # fmt: skip
"""Libraries that no other file names but that are opened while the program runs."""

OF_THE_SYSTEM = (
    "libstdc++.so.*", "libgcc_s.so.*", "libgbm.so.*", "libexpat.so.*", "libz.so.*",
    "libX*.so.*", "libxcb-glx.so.*", "libxcb-randr.so.*", "libxcb-render.so.*",
    "libxcb-shape.so.*", "libxcb-shm.so.*", "libxcb-sync.so.*", "libxcb-xfixes.so.*",
    "libxcb-xkb.so.*", "libxkbcommon*.so.*", "libxkbfile.so.*",
    "libudev.so.*", "libsystemd.so.*", "libdbus-1.so.*", "libasound.so.*",
    "libpulse*.so*", "libsndfile.so.*", "libfontconfig.so.*", "libfreetype.so.*",
    "libglib-2.0.so.*", "libgthread-2.0.so.*",
    "libnss3.so", "libnssutil3.so", "libsmime3.so", "libnspr4.so", "libplc4.so", "libplds4.so",
    "libsoftokn3.*", "libfreebl*", "libnssckbi.so", "libnssdbm3.*",
)  # fmt: skip
"""Left to the system, although PyInstaller would take them: they talk to the machine's own
graphics driver, sound server, fonts or bus, and a copy older than those breaks them. The Debian
package depends on theirs instead. By name, at the top of the bundle only: what a Python wheel
brings for itself stays."""

LOCALES = ("en-US", "lt", "fi", "fr", "nl", "pl", "ru", "uk")
"""Chromium's own texts: the languages of the screen; en-US is what it falls back on."""


def dropped(path: str) -> str | None:
    """Why the file at this path of the bundle is left behind; None when it is kept."""
    if "qtwebengine_locales/" in path:
        name = path.rpartition("/")[2].removesuffix(".pak")
        return None if name in LOCALES else "Chromium's texts in a language the screen has not"
    if "/" not in path and any(fnmatch(path, each) for each in OF_THE_SYSTEM):
        return "left to the system"
    for pattern, reason in FILES.items():
        if fnmatch(path, pattern):
            return reason
    return None
