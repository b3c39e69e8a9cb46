"""What the doctor says, in plain words: what is wrong, and what a person can do about it.

A table and not the screen's translations, because the doctor must speak where Qt does not.
"""

WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "setting": {
        "en": ("A setting makes no sense and is not used: {detail}.", "Mend it in kiosk.toml."),
        "lt": ("Nustatymas neteisingas ir nenaudojamas: {detail}.", "Pataisykite jį kiosk.toml."),
    },
    "disk_little": {
        "en": ("Only {detail} MB are free on the disk.",
               "Make room: check-ins stop when the disk is full."),
        "lt": ("Diske liko tik {detail} MB laisvos vietos.",
               "Atlaisvinkite vietos: kai diskas pilnas, žymėti atvykimo nebeįmanoma."),
    },
    "disk_closed": {
        "en": ("Nothing can be written to the kiosk's disk ({detail}).",
               "Restart the machine. If this stays, the disk is failing: call the city."),
        "lt": ("Į kiosko diską nepavyksta rašyti ({detail}).",
               "Paleiskite kioską iš naujo. Jei nepadeda, genda diskas: skambinkite miestui."),
    },
    "catalogue_damaged": {
        "en": ("The city's programme cannot be read ({detail}).",
               "Start the kiosk: it sets the file aside and builds it anew by itself."),
        "lt": ("Nepavyksta perskaityti miesto veiklų ({detail}).",
               "Paleiskite kioską: jis pats atidės sugadintą failą ir sukurs naują."),
    },
    "people_damaged": {
        "en": ("Rosters and staff accounts cannot be read ({detail}).",
               "Delete people.db and people.key; the next sync brings them back."),
        "lt": ("Nepavyksta perskaityti dalyvių sąrašų ir darbuotojų paskyrų ({detail}).",
               "Ištrinkite people.db ir people.key; kita sinchronizacija juos atsiųs."),
    },
    "ledger_damaged": {
        "en": ("The record of check-ins cannot be read ({detail}).",
               "Keep the file ledger.db, copy it somewhere safe, and call the city."),
        "lt": ("Nepavyksta perskaityti atvykimų žurnalo ({detail}).",
               "Neištrinkite ledger.db, nukopijuokite jį saugiai ir skambinkite miestui."),
    },
    "not_enrolled": {
        "en": ("This kiosk does not belong to a hub yet.",
               "Ask the city for a code and follow the steps on the screen."),
        "lt": ("Šis kioskas dar nesusietas su miesto serveriu.",
               "Paprašykite miesto kodo ir sekite nurodymus ekrane."),
    },
    "identity_damaged": {
        "en": ("This kiosk no longer knows which hub it belongs to ({detail}).",
               "Pair it again with a new code."),
        "lt": ("Kioskas nebežino, kuriam serveriui priklauso ({detail}).",
               "Susiekite jį iš naujo nauju kodu."),
    },
    "never_synced": {
        "en": ("This kiosk has a hub but has never heard from it.",
               "Look at the network cable or Wi-Fi, then ask the city whether the hub runs."),
        "lt": ("Kioskas susietas, bet serveris dar niekada neatsiliepė.",
               "Patikrinkite tinklo laidą ar „Wi-Fi“, tada klauskite miesto, ar veikia serveris."),
    },
    "long_silent": {
        "en": ("No sync for over a week (days: {detail}).",
               "Look at the network cable, then at the hub. Nothing is lost meanwhile."),
        "lt": ("Duomenys nesinchronizuoti {detail} d.",
               "Patikrinkite tinklo laidą, tada serverį. Kol kas niekas neprarasta."),
    },
    "unreachable": {
        "en": ("The hub does not answer since {detail}.",
               "Look at the network cable or the router. Everything works without it."),
        "lt": ("Serveris neatsiliepia nuo {detail}.",
               "Patikrinkite tinklo laidą ar maršrutizatorių. Viskas veikia ir be tinklo."),
    },
    "not_a_hub": {
        "en": ("Something else answers in the hub's place since {detail}.",
               "Often a Wi-Fi login page or a wrong certificate: use a network without a login,"
               " and tell the city."),
        "lt": ("Vietoj serverio nuo {detail} atsiliepia kažkas kitas.",
               "Dažnai tai „Wi-Fi“ prisijungimo puslapis ar netinkamas sertifikatas: naudokite"
               " tinklą be prisijungimo ir praneškite miestui."),
    },
    "refused": {
        "en": ("The hub does not let this kiosk in since {detail}.",
               "Perhaps it was shut out. Ask the city for a new code and pair it again."),
        "lt": ("Serveris nebeįsileidžia šio kiosko nuo {detail}.",
               "Galbūt jis išregistruotas. Paprašykite miesto naujo kodo ir susiekite iš naujo."),
    },
    "sync_failing": {
        "en": ("Syncing fails ({detail}).", "Tell the city; the kiosk tries again by itself."),
        "lt": ("Sinchronizuoti nepavyksta ({detail}).",
               "Praneškite miestui; kioskas bando vėl pats."),
    },
    "clock": {
        "en": ("The kiosk's clock is wrong (minutes: {detail}).",
               "Connect it to the network for some minutes, or set the clock of the machine."),
        "lt": ("Kiosko laikrodis rodo klaidingai: skirtumas {detail} min.",
               "Kelioms minutėms prijunkite prie tinklo arba nustatykite laikrodį."),
    },
    "poisoned": {
        "en": ("Records from the hub that make no sense were left out ({detail}).",
               "Tell whoever looks after the city's data."),
        "lt": ("Serverio įrašų, kurie neteisingi ir praleisti: {detail}.",
               "Praneškite miesto duomenų tvarkytojui."),
    },
    "rejected": {
        "en": ("Check-ins were refused by the hub ({detail}).",
               "Open the health page of the staff area: it names each of them."),
        "lt": ("Serverio atmestų atvykimų: {detail}.",
               "Atverkite darbuotojų srities būklės puslapį: ten jie visi išvardyti."),
    },
    "map_failed": {
        "en": ("The map gave way to the list ({detail}).",
               "Start the kiosk anew; the list shows the same places."),
        "lt": ("Vietoj žemėlapio rodomas sąrašas ({detail}).",
               "Paleiskite kioską iš naujo; sąraše tos pačios vietos."),
    },
    "update_refused": {
        "en": ("An update was refused because it cannot be trusted ({detail}).",
               "Tell the city. The kiosk keeps the version that it has."),
        "lt": ("Atnaujinimas atmestas, nes juo negalima pasitikėti ({detail}).",
               "Praneškite miestui. Kioskas dirba su turima versija."),
    },
    "update_taken_back": {
        "en": ("A new version did not work here and was taken back ({detail}).",
               "Nothing to do; tell the city which version it was."),
        "lt": ("Nauja versija čia neveikė ir buvo atšaukta ({detail}).",
               "Nieko daryti nereikia; praneškite miestui, kuri tai versija."),
    },
    "crashed": {
        "en": ("In the last week the program broke and came back by itself (times: {detail}).",
               "Save the report to a USB stick in the staff area and send it to the city."),
        "lt": ("Per savaitę programa sutriko ir pati atsigavo ({detail} k.).",
               "Darbuotojų srityje įrašykite ataskaitą į USB atmintinę ir nusiųskite miestui."),
    },
}  # fmt: skip
"""By code and language: what is wrong and what to do."""

HEALTHY = {"en": "Nothing is wrong with this kiosk.", "lt": "Viskas gerai: gedimų nerasta."}


def words(code: str, detail: str, language: str) -> tuple[str, str]:
    """What is wrong and what to do; English where a language has no words."""
    said = WORDS[code]
    wrong, advice = said.get(language, said["en"])
    return wrong.format(detail=detail), advice
