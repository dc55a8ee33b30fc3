"""Draws every kind of message from its real payload: Block Kit → HTML → headless Chromium → PNG.

python -m tests.tools.picture FOLDER        every kind, English and French, for looking at
python -m tests.tools.picture --readme      the two that the README shows, into deploy/pictures

The HTML follows how Slack lays messages out: header, fields, rich text, context; nothing is parsed that Slack does not parse.
"""

import html
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from alerts.delivery import Message
from alerts.model import Alert
from alerts.slack.blocks import message
from alerts.slack.buttons import touched
from tests.alerts.gallery import desk, messages
from tests.standins.slack import ROOT
from tests.tools.readme import told

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
WIDTH, LEAST = 720, 160
"""Pixels; in a lower window Chromium draws nothing of what stands further down."""
SHOWN = {"contradiction": ("078", "en"), "new-agencies": ("048", "fr")}
"""In the README: name → story of the demo, which is fiction, and language of the labels."""
PICTURES = ROOT / "deploy" / "pictures"
STYLE = """
body{margin:0;background:#fff;font:15px/22px Lato,'Liberation Sans','DejaVu Sans',sans-serif;color:#1d1c1d}
.m{display:flex;padding:14px 18px;width:684px}
.a{width:36px;height:36px;border-radius:6px;background:#1d3557;color:#fff;font:700 18px/36px sans-serif;text-align:center}
.a{margin-right:10px;flex:none}.n{font-weight:900}.t{color:#616061;font-size:12px;margin-left:6px}
.app{background:#e8e8e8;color:#616061;font-size:10px;padding:1px 3px;border-radius:2px;margin-left:5px;font-weight:700}
h3{font-size:18px;line-height:24px;margin:6px 0;font-weight:900}.c{color:#616061;font-size:13px;line-height:19px;margin:4px 0}
.s{margin:8px 0}.f{display:grid;grid-template-columns:1fr 1fr;gap:4px 16px;margin:8px 0}
blockquote{margin:4px 0;padding-left:12px;border-left:4px solid #ddd}ul{margin:4px 0;padding-left:26px}
.b{margin:8px 0}.b span{display:inline-block;border:1px solid #bbb;border-radius:4px;padding:2px 11px;margin:0 8px 6px 0;
font-weight:700;font-size:14px}.b .primary{background:#007a5a;border-color:#007a5a;color:#fff}
.b .danger{border-color:#e01e5a;color:#e01e5a}
hr{border:0;border-top:1px solid #ddd;margin:10px 0}a{color:#1264a3;text-decoration:none}.w{min-width:0;overflow-wrap:anywhere}
"""


def page(made: Message) -> str:
    """One message as a page."""
    body = "".join(_block(block) for block in made.blocks) or f"<div class=s>{_safe(made.plain)}</div>"
    head = "<span class=n>writethru</span><span class=app>APP</span><span class=t>06:02</span>"
    return (
        f"<!doctype html><meta charset=utf-8><style>{STYLE}</style>"
        f"<div class=m><div class=a>W</div><div class=w>{head}{body}</div></div>"
        "<script>document.body.dataset.high=Math.ceil(document.querySelector('.m').getBoundingClientRect().height)</script>"
    )


def _safe(text: object) -> str:
    return html.escape(str(text)).replace("\n", "<br>")


def _block(block: Mapping[str, Any]) -> str:
    match block["type"]:
        case "header":
            return f"<h3>{_safe(block['text']['text'])}</h3>"
        case "context":
            return "<div class=c>" + " &nbsp; ".join(_text(element) for element in block["elements"]) + "</div>"
        case "actions":
            return "<div class=b>" + "".join(_button(element) for element in block["elements"]) + "</div>"
        case "divider":
            return "<hr>"
        case "section":
            return "<div class=f>" + "".join(f"<div>{_text(field)}</div>" for field in block.get("fields", ())) + "</div>"
        case _:
            return "<div class=s>" + "".join(_rich(element) for element in block["elements"]) + "</div>"


def _button(node: Mapping[str, Any]) -> str:
    if node["type"] == "overflow":
        return "<span>⋯</span>"
    return f"<span class={node.get('style', 'usual')}>{_safe(node['text']['text'])}</span>"


def _text(node: Mapping[str, Any]) -> str:
    """Plain text as it is; of mrkdwn only what our labels use: bold, with entities decoded."""
    if node["type"] == "plain_text":
        return _safe(node["text"])
    text = str(node["text"]).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return f"<b>{_safe(text.strip('*'))}</b>" if text.startswith("*") else _safe(text)


def _rich(node: Mapping[str, Any]) -> str:
    if node["type"] == "rich_text_list":
        return "<ul>" + "".join(f"<li>{_spans(item)}</li>" for item in node["elements"]) + "</ul>"
    tag = "blockquote" if node["type"] == "rich_text_quote" else "div"
    return f"<{tag}>{_spans(node)}</{tag}>"


def _spans(node: Mapping[str, Any]) -> str:
    return "".join(_span(span) for span in node["elements"])


def _span(node: Mapping[str, Any]) -> str:
    text = _safe(node["text"])
    style = node.get("style", {})
    text = f"<b>{text}</b>" if style.get("bold") else text
    text = f"<i>{text}</i>" if style.get("italic") else text
    return f'<a href="#">{text}</a>' if node["type"] == "link" else text


def draw(made: Sequence[tuple[str, Message]], folder: Path) -> list[Path]:
    """A PNG of each in ``folder``. Raises ``RuntimeError`` where there is no Chromium."""
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        raise RuntimeError("no Chromium: on Debian, apt-get install chromium")
    folder.mkdir(parents=True, exist_ok=True)
    return [_draw(browser, name, one, folder) for name, one in made]


def _draw(browser: str, name: str, made: Message, folder: Path) -> Path:
    path = folder / f"{name.replace(' ', '-')}.png"
    with tempfile.TemporaryDirectory() as place:
        source = Path(place) / "page.html"
        source.write_text(page(made), encoding="utf-8")
        common = [browser, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={place}/p"]
        asked = subprocess.run(
            [*common, f"--window-size={WIDTH},900", "--dump-dom", source.as_uri()], check=True, capture_output=True, timeout=120
        )
        high = re.search(rb'data-high="(\d+)"', asked.stdout)
        size = f"--window-size={WIDTH},{max(int(high[1]), LEAST) if high else 900}"
        subprocess.run([*common, size, f"--screenshot={path}", source.as_uri()], check=True, capture_output=True, timeout=120)
    return path


def shown(alert: Alert, language: str) -> Message:
    """An alert with its buttons, as it stands before anybody has clicked."""
    return touched(message(alert, key="k", language=language), desk(alert, language), ears=True)


def main(arguments: Sequence[str]) -> int:
    """Draw what is asked for."""
    if arguments == ["--readme"]:
        draw([(name, shown(told(story), language)) for name, (story, language) in SHOWN.items()], PICTURES)
        return 0
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    made = [(f"{kind} {language}", one) for language in ("en", "fr") for kind, one in messages(language)]
    for path in draw(made, Path(arguments[0])):
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
