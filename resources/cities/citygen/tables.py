"""Column lists of the CSV template; the first language of a city names its columns."""

from __future__ import annotations


def _pair(name: str, langs: list[str]) -> list[str]:
    return [f"{name}_{lang}" for lang in langs]


def columns(table: str, langs: list[str]) -> list[str]:
    """Columns of one table for the languages of a city."""
    parts = {
        "activities": "id,kind,name*,description*,topics,organization_id,place_id,age_min,age_max,"
        "classes,price,currency,price_period,subsidy_eligible,schedule,capacity,remaining,languages,"
        "accessibility,drop_in,registration_url,teaches,keywords,source,source_url,licence,updated,"
        "demonstration",
        "organizations": "id,name*,description*,url,email,phone,registration_code,group,source,"
        "source_url,licence,demonstration",
        "places": "id,name*,description*,street_address,postcode,locality,district,lat,lon,"
        "approximate,opening_hours,wheelchair,people*,rules*,phone,email,url,source,source_url,"
        "licence",
        "topics": "id,name*,broader,icon,colour,shape",
        "playlists": "id,name*,description*,topic,colour",
        "playlist_steps": "playlist_id,position,activity_id,badge_id,required,note*",
        "badges": "id,name*,description*,criteria*,issuer,image,skills,counts_for*,level,claim_url",
        "badge_recognized": "badge_id,text*,since,until,source*,source_url",
        "badge_endorsed": "badge_id,by,text*,on,source_url",
        "subsidies": "id,name*,amount,currency,period,valid_from,valid_through,who*,source*,"
        "source_url",
        "notices": "id,place_id,name*,description*,valid_from,valid_through",
        "registrations": "id,activity_id,pass_id,label",
    }[table]
    out: list[str] = []
    for part in parts.split(","):
        out += _pair(part[:-1], langs) if part.endswith("*") else [part]
    return out
