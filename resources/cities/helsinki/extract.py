"""Read the named places of Helsinki's centre from an OpenStreetMap extract.

    python resources/cities/helsinki/extract.py helsinki-centre.osm.pbf > source/places-osm.csv

Needs the `osmium` package; the result is committed, so that generate.py does not.
"""

from __future__ import annotations

import csv
import sys
from typing import Any

WANTED = {
    "way/596937289": "oodi",
    "node/1380779190": "rikhardinkatu",
    "way/8033120": "ateneum",
    "way/8042215": "kiasma",
    "node/5887336141": "amos-rex",
    "node/4751244149": "luckan",
    "node/4677539790": "kynnys",
    "node/2900978980": "dca",
    "node/5439963404": "unisport",
    "way/122869882": "kasvipuutarha",
    "node/4287087989": "sampo",
    "node/4989964863": "olohuone",
    "relation/6627217": "kaisaniemi",
    "way/28328802": "esplanadi",
    "node/1221210297": "paivalehti",
    "node/1380976609": "uimahalli",
}
FIELDS = [
    "name",
    "name:fi",
    "name:en",
    "name:sv",
    "addr:street",
    "addr:housenumber",
    "addr:postcode",
    "wheelchair",
    "opening_hours",
    "website",
]


def rows(path: str) -> list[dict[str, Any]]:
    import osmium

    out = {}
    for item in osmium.FileProcessor(path).with_areas().with_locations():
        if item.is_way() or item.is_relation():
            continue
        if item.is_area():
            ident = f"{'way' if item.from_way() else 'relation'}/{item.orig_id()}"
            if ident not in WANTED:
                continue
            spots = [(n.lon, n.lat) for ring in item.outer_rings() for n in ring]
            lon = sum(x for x, _ in spots) / len(spots)
            lat = sum(y for _, y in spots) / len(spots)
        else:
            ident = f"node/{item.id}"
            if ident not in WANTED:
                continue
            lon, lat = item.location.lon, item.location.lat
        out[ident] = {
            "key": WANTED[ident],
            "osm": ident,
            "lon": f"{lon:.6f}",
            "lat": f"{lat:.6f}",
            **{f: item.tags.get(f, "") for f in FIELDS},
        }
    return sorted(out.values(), key=lambda r: str(r["key"]))


def main() -> None:
    writer = csv.DictWriter(sys.stdout, ["key", "osm", "lon", "lat", *FIELDS], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows(sys.argv[1]))


if __name__ == "__main__":
    main()
