"""City packs: vector tiles of one city in one PMTiles file, with a manifest beside it.

Two sources: an OpenStreetMap extract (`build_from_osm`), or, where there is none, a public
transport timetable with district borders and named places (`build_from_gtfs`). Both write the
layers of the OpenMapTiles schema, so one style draws either. No Qt, no network, no fixed paths.
"""
