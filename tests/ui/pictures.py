"""What a camera would read from the screen, and what the city would publish meanwhile."""

import io
from collections.abc import Sequence

import msgspec
import zxingcpp
from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QRectF
from PySide6.QtQuick import QQuickItem

from kiosk.ui.touch_events import spin
from sync.model import Activity
from sync.model.query import ActivityQuery
from sync.protocol.feeds import encode
from sync.store.catalogue_write import CatalogueWriter, StagedItem
from tests.ui.visit import Visit


def grabbed(visit: Visit, item: QQuickItem) -> Image.Image:
    """The pixels of one item as they are on the screen."""
    area = item.mapRectToScene(QRectF(0, 0, item.width(), item.height())).toRect()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    visit.window.grabWindow().copy(area).save(buffer, "PNG")
    return Image.open(io.BytesIO(bytes(buffer.data().data())))


def decoded(visit: Visit, name: str) -> str:
    """What a phone reads from the code of this name."""
    item = visit.see(name)
    visit.finger.scroll_into_view(item)
    spin(0.3)
    found = zxingcpp.read_barcodes(grabbed(visit, item))
    assert found, f"{name} does not decode"
    return found[0].text


def publish_renamed(visit: Visit, id: str, name: str) -> None:
    """The city changes one activity's name; published as a whole feed, as a first sync is."""
    publish(
        visit,
        [
            msgspec.structs.replace(each, name=name, translations={}) if each.id == id else each
            for each in all_activities(visit)
        ],
    )


def publish(visit: Visit, records: Sequence[Activity]) -> None:
    """From now on the city has these activities and no others."""
    writer = CatalogueWriter(visit.path)
    items = [StagedItem(each.id, n, encode(each)) for n, each in enumerate(records, 1)]
    writer.stage("activity", items, len(items))
    writer.publish({"activity": writer.would_hold("activity")})
    writer.close()


def all_activities(visit: Visit) -> list[Activity]:
    """Every activity of the catalogue."""
    hits = visit.catalogue.search(ActivityQuery(limit=5000), visit.now).hits
    found = (visit.catalogue.activity(hit.activity) for hit in hits)
    return [each for each in found if each is not None]
