"""What somebody sees who took an activity or a shortlist to the phone."""

import datetime as dt
import shutil
import subprocess

import pytest
import requests

from sync.hub.words import session_text

from .running import Running


def get(hub: Running, path: str, **headers: str) -> requests.Response:
    answer = requests.get(hub.url + path, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer


def test_an_activity_tells_when_where_price_age_and_source(shared_hub: Running) -> None:
    shown = get(shared_hub, "/a/act-1?lang=en").text
    for text in ("Pottery", "Kablys, Kauno g. 5", "25 EUR a month", "Education basket applies",
                 "11–19", "School of Art", "Parodomieji", "2026-11-01",
                 "This is demonstration data.", "16:00–17:30"):  # fmt: skip
        assert text in shown


def test_a_session_is_told_in_the_words_of_the_language() -> None:
    start = dt.datetime(2026, 11, 25, 17, 30, tzinfo=dt.UTC)
    end = start + dt.timedelta(minutes=90)
    assert session_text(start, end, "lt") == "trečiadienį, lapkričio 25 d., 17:30–19:00"
    assert session_text(start, end, "en") == "Wednesday 25 November, 17:30–19:00"


def test_it_speaks_the_language_of_the_link_or_of_the_browser(shared_hub: Running) -> None:
    assert 'lang="lt"' in get(shared_hub, "/a/act-1", **{"Accept-Language": "de"}).text
    english = get(shared_hub, "/a/act-1", **{"Accept-Language": "lt;q=0.3, en-GB"})
    assert "Pottery" in english.text
    assert "Accept-Language" in english.headers["Vary"]
    linked = get(shared_hub, "/a/act-1?lang=lt", **{"Accept-Language": "en"})
    assert "Keramika" in linked.text
    strange = get(shared_hub, "/a/act-1?lang=xx", **{"Accept-Language": "q=x;;,,en;q=y"})
    assert "Keramika" in strange.text


def test_words_in_another_language_are_marked_as_such(shared_hub: Running) -> None:
    shown = get(shared_hub, "/a/act-1?lang=en").text
    assert '<p lang="lt">Molis ir rankos.</p>' in shown


def test_a_free_activity_is_called_free(shared_hub: Running) -> None:
    assert "<dd>Free</dd>" in get(shared_hub, "/a/act-2?lang=en").text
    assert "approximate location" in get(shared_hub, "/a/act-2?lang=en").text


def test_an_activity_that_is_gone_says_so(shared_hub: Running) -> None:
    answer = requests.get(f"{shared_hub.url}/a/none?lang=lt")
    assert answer.status_code == 404
    assert "Šios veiklos nebėra" in answer.text


def test_a_shortlist_comes_in_the_order_asked_and_without_strangers(shared_hub: Running) -> None:
    found = get(shared_hub, "/a.json?ids=act-2,none,act-1&lang=en").json()["activities"]
    assert [activity["name"] for activity in found] == ["Print", "Pottery"]
    assert found[0]["price"] == "Free"
    assert found[0]["page"] == "/a/act-2?lang=en"


def test_the_shortlist_page_loads_only_the_hubs_own_script(shared_hub: Running) -> None:
    shown = get(shared_hub, "/s")
    assert 'src="/static/shortlist.js"' in shown.text
    assert "script-src 'self'" in shown.headers["Content-Security-Policy"]
    assert get(shared_hub, "/static/shortlist.js").headers["content-type"].startswith("text/javasc")
    assert get(shared_hub, "/static/hub.css").headers["content-type"].startswith("text/css")


@pytest.mark.skipif(shutil.which("node") is None, reason="no node to run the page's script")
def test_the_shortlist_script_shows_the_activities_of_the_fragment(shared_hub: Running) -> None:
    script = get(shared_hub, "/static/shortlist.js").text
    page = f"""
      const shown = [];
      const element = () => ({{ dataset: {{ empty: "EMPTY" }}, parts: [],
        append(...parts) {{ this.parts.push(...parts); }}, replaceChildren() {{}},
        set textContent(text) {{ shown.push(text); }} }});
      globalThis.document = {{ getElementById: element, createElement: element,
        documentElement: {{ lang: "en" }} }};
      globalThis.location = {{ hash: "#act-2,act-1" }};
      globalThis.addEventListener = () => {{}};
      const real = fetch;
      globalThis.fetch = (path) => real("{shared_hub.url}" + path);
      {script}
      setTimeout(() => console.log(JSON.stringify(shown)), 500);
    """
    done = subprocess.run(["node", "-e", page], capture_output=True, text=True, check=True)
    assert "Print" in done.stdout
    assert done.stdout.index("Print") < done.stdout.index("Pottery")


def test_the_front_page_says_whose_hub_it_is(shared_hub: Running) -> None:
    shown = get(shared_hub, "/").text
    assert "Learning hub of Bandymai" in shown
    assert "Parodomieji duomenys." in shown
