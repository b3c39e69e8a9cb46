"""What the members of records are called on the admin pages."""

from sync.hub.manage.words import say

_LABELS = {
    "identifier": say("Identifier"), "name": say("Name"), "description": say("Description"),
    "contentLanguage": say("Language of these words"), "translations": say("In other languages"),
    "lt": say("Lithuanian"), "en": say("English"), "geo": say("On the map"),
    "latitude": say("Latitude"), "longitude": say("Longitude"),
    "approximate": say("Approximate location"), "address": say("Address"),
    "streetAddress": say("Street and house"), "postalCode": say("Postal code"),
    "addressLocality": say("Town"), "district": say("District"),
    "openingHoursSpecification": say("Opening hours"), "dayOfWeek": say("Days"),
    "opens": say("Opens"), "closes": say("Closes"), "validFrom": say("Valid from"),
    "validThrough": say("Valid through"), "wheelchair": say("Wheelchair"), "url": say("Web page"),
    "email": say("E-mail"), "telephone": say("Telephone"), "group": say("Group"),
    "kind": say("Kind"), "organizer": say("Organizer"), "location": say("Place"),
    "topics": say("Topics"), "eventSchedule": say("When"), "startTime": say("From"),
    "endTime": say("To"), "byDay": say("Days"), "startDate": say("First day"),
    "endDate": say("Last day"), "dates": say("Single dates (2026-11-23)"),
    "exceptDate": say("Not on (2026-12-24)"), "offers": say("Prices"), "price": say("Price"),
    "priceCurrency": say("Currency"), "period": say("Paid per"),
    "subsidyEligible": say("Education basket applies"), "ageRange": say("Ages"),
    "minValue": say("From age"), "maxValue": say("To age"), "classes": say("School classes"),
    "maximumAttendeeCapacity": say("Places in all"),
    "remainingAttendeeCapacity": say("Free places"), "inLanguage": say("Spoken languages"),
    "accessibilitySupport": say("Accessibility"), "dropIn": say("No registration needed"),
    "registrationUrl": say("Registration page"), "teaches": say("Badges to earn"),
    "keywords": say("Words to be found by"), "topic": say("Topic"), "colour": say("Colour"),
    "steps": say("Steps"), "activity": say("Activity"), "badge": say("Badge"),
    "required": say("Required"), "note": say("Note"), "issuer": say("Issuer"),
    "criteria": say("What it takes"), "countsFor": say("What it counts for"),
    "image": say("Picture (SVG)"), "skills": say("Skills"), "level": say("Level"),
    "place": say("Place"), "cancels": say("Calls off the activity"), "icon": say("Icon"),
    "broader": say("Part of the topic"), "shape": say("Shape"), "amount": say("Amount"),
    "currency": say("Currency"), "languages": say("Languages"), "timezone": say("Time zone"),
    "defaultPlace": say("First place"), "primary": say("First colour"),
    "accent": say("Second colour"), "demonstration": say("Demonstration data"),
    "attribution": say("Sources to be named"),
    "statusMaxAgeDays": say("Days that lists of withdrawn badges hold"),
    "idleSeconds": say("Seconds of quiet until a visit ends"),
    "warningSeconds": say("Seconds that the warning before it stays"),
    "volume": say("Volume, 0 to 1"), "nightDimming": say("Darkness while closed, 0 to 0.95"),
    "openingHours": say("Opening hours"), "mapEngine": say("Map engine"),
    "camera": say("Camera"), "pictures": say("Pictures of the resting screen"),
    "maintenance": say("Hours of the night for updates (03:00-05:00)"),
    "outOfService": say("Visitors see that it is being worked on (ends after ten hours)"),
    "speechHint": say("Says softly how to have it read aloud"),
    "claimUrl": say("Page to claim it on"), "moves": say("Moves the activity"),
    "pins": say("Puts the activity first"), "sessionStart": say("Session that begins"),
    "movedTo": say("Begins instead"), "hours": say("Opening hours"),
    "people": say("Who is here"), "rules": say("Rules"),
    "label": say("Name"), "role": say("Role"), "pin": say("PIN (6 to 12 digits)"),
    "badgeAlone": say("Opens by the staff badge alone"),
}  # fmt: skip

_CHOICES = {
    "club": say("Club"), "course": say("Course"), "workshop": say("Workshop"),
    "event": say("Event"), "camp": say("Camp"), "volunteering": say("Volunteering"),
    "internship": say("Internship"), "youth_project": say("Youth project"),
    "open_space": say("Open space"), "digital": say("Digital"),
    "schema:Monday": say("Monday"), "schema:Tuesday": say("Tuesday"),
    "schema:Wednesday": say("Wednesday"), "schema:Thursday": say("Thursday"),
    "schema:Friday": say("Friday"), "schema:Saturday": say("Saturday"),
    "schema:Sunday": say("Sunday"), "once": say("once"), "month": say("month"),
    "season": say("season"), "year": say("year"),
    "viewer": say("Viewer: sees everything but people"),
    "editor": say("Editor: changes the city's records"),
    "admin": say("Admin: sees to kiosks and people"),
    "yes": say("Yes"), "no": say("No"), "auto": say("By itself"),
    "maplibre": "MapLibre", "canvas": say("Light one"),
    "staff_desk": say("Check-in desk"), "staff_youth_worker": say("Youth worker"),
    "staff_manager": say("Manager"),
    "desk": say("Full: visitors, check-in and staff"),
    "information": say("Information only: nothing about people"),
}  # fmt: skip


def label(name: str) -> str:
    """What a member is called; its own name, spaced, where nobody has named it."""
    return _LABELS.get(name) or name.replace("_", " ")


def choice(value: str) -> str:
    """What one of several values is called."""
    return _CHOICES.get(value) or value.rpartition(":")[2].replace("_", " ")
