"""Names and icons for the vocabulary's fixed words."""

from PySide6.QtCore import QCoreApplication

from sync.model import Kind

translate = QCoreApplication.translate

KIND_ICONS = {
    Kind.CLUB: "users-three",
    Kind.COURSE: "graduation-cap",
    Kind.WORKSHOP: "wrench",
    Kind.EVENT: "ticket",
    Kind.CAMP: "tent",
    Kind.VOLUNTEERING: "hand-heart",
    Kind.INTERNSHIP: "briefcase",
    Kind.YOUTH_PROJECT: "rocket-launch",
    Kind.OPEN_SPACE: "couch",
    Kind.DIGITAL: "device-mobile",
}


def kind(value: Kind) -> str:
    """What sort of activity it is."""
    return {
        Kind.CLUB: translate("Names", "Club"),
        Kind.COURSE: translate("Names", "Course"),
        Kind.WORKSHOP: translate("Names", "Workshop"),
        Kind.EVENT: translate("Names", "Event"),
        Kind.CAMP: translate("Names", "Camp"),
        Kind.VOLUNTEERING: translate("Names", "Volunteering"),
        Kind.INTERNSHIP: translate("Names", "Internship"),
        Kind.YOUTH_PROJECT: translate("Names", "Youth project"),
        Kind.OPEN_SPACE: translate("Names", "Open space"),
        Kind.DIGITAL: translate("Names", "Online"),
    }[value]


def language(code: str) -> str:
    """A language by its name in the visitor's own; the code when it is not known."""
    names = {
        "lt": translate("Names", "Lithuanian"),
        "en": translate("Names", "English"),
        "pl": translate("Names", "Polish"),
        "ru": translate("Names", "Russian"),
        "uk": translate("Names", "Ukrainian"),
        "be": translate("Names", "Belarusian"),
        "de": translate("Names", "German"),
        "fr": translate("Names", "French"),
        "es": translate("Names", "Spanish"),
        "fi": translate("Names", "Finnish"),
        "nl": translate("Names", "Dutch"),
        "sv": translate("Names", "Swedish"),
        "lsl": translate("Names", "Lithuanian Sign Language"),
        "sgn-lt": translate("Names", "Lithuanian Sign Language"),
    }
    return names.get(code, code)


def need(value: str) -> str:
    """An accessibility support by its name; a city's own word stays as it is."""
    names = {
        "wheelchair": translate("Names", "Wheelchair accessible"),
        "limited": translate("Names", "Partly wheelchair accessible"),
        "sign_language": translate("Names", "Sign language"),
        "hearing": translate("Names", "For people hard of hearing"),
        "vision": translate("Names", "For people with low vision"),
        "easy_read": translate("Names", "Easy language"),
        "autism": translate("Names", "Autism-friendly"),
        "quiet": translate("Names", "Quiet surroundings"),
        "special_needs": translate("Names", "For people with special needs"),
        "assistant": translate("Names", "Assistant available"),
    }
    return names.get(value, value)


def wheelchair(value: str) -> str:
    """What is known of a place's access by wheelchair."""
    return {
        "yes": translate("Names", "Wheelchair accessible"),
        "limited": translate("Names", "Partly wheelchair accessible"),
        "no": translate("Names", "Not wheelchair accessible"),
    }.get(value, translate("Names", "Wheelchair access not known"))
