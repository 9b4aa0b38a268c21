"""Measure local Arabic fonts against ours, and prove that nothing moves when ours arrive.

Here belong the two jobs that need a browser. Both use Debian's Chromium, since the browser is what shapes the reader's
text; the fonts in `CANDIDATES` must be installed (`apt install fonts-noto-core fonts-dejavu-core`).

    python scripts/font_fallbacks.py measure     write font_fallbacks.json; then run fonts.py again
    python scripts/font_fallbacks.py shift       print the layout shift of sample articles while the fonts are late
"""

from __future__ import annotations

import json
import statistics
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from fontTools.ttLib import TTFont
from playwright.sync_api import Page, Route, sync_playwright

from font_faces import FACES, Face
from fonts import FALLBACKS, STATIC

CHROMIUM = "/usr/bin/chromium"
ORIGIN = "http://fonts.test/"

NASKH = {
    "regular": ("NotoNaskhArabic-Regular", "Noto Naskh Arabic", "Noto Naskh Arabic UI", "NotoNaskhArabicUI-Regular"),
    "bold": ("Noto Naskh Arabic Bold", "NotoNaskhArabic-Bold", "Noto Naskh Arabic UI Bold", "NotoNaskhArabicUI-Bold"),
}
SANS = {
    "regular": ("Noto Sans Arabic Regular", "Noto Sans Arabic", "NotoSansArabic-Regular"),
    "bold": ("Noto Sans Arabic Bold", "NotoSansArabic-Bold"),
}
DEJAVU = {"regular": ("DejaVu Sans", "DejaVuSans"), "bold": ("DejaVu Sans Bold", "DejaVuSans-Bold")}
# Not free, so not at hand: their measures are the middle of the others', which is nearer than no adjustment.
UNSEEN = {
    "regular": ("Geeza Pro", "GeezaPro", "Segoe UI", "SegoeUI", "Tahoma", "Arial", "ArialMT"),
    "bold": ("Geeza Pro Bold", "GeezaPro-Bold", "Segoe UI Bold", "Tahoma Bold", "Arial Bold", "Arial-BoldMT"),
}
# The best stands last: of rules with one name and weight, a browser asks the last first.
CANDIDATES = {
    "Hiwar Display": (DEJAVU, UNSEEN, SANS, NASKH),
    "Hiwar Text": (DEJAVU, UNSEEN, SANS, NASKH),
    "Hiwar UI": (DEJAVU, UNSEEN, NASKH, SANS),
}
STACKS = {
    "Hiwar Display": '"Hiwar Display","Hiwar Display Fallback",serif',
    "Hiwar Text": '"Hiwar Text","Hiwar Text Fallback",serif',
    "Hiwar UI": '"Hiwar UI","Hiwar UI Fallback",sans-serif',
}

# Letters and spaces only: a local Arabic font without figures would measure a third font.
RUNNING_TEXT = (
    "عادت المكتبة البلدية إلى فتح أبوابها مساء أمس بعد أشهر من أعمال الترميم، وامتلأت قاعة المطالعة بطلاب الجامعات "
    "وبآباء جاؤوا مع أطفالهم ليختاروا كتباً للعطلة. وقالت مديرة المكتبة إن القاعة الكبيرة أضيئت من جديد بمصابيح "
    "موفرة للطاقة، وإن الفهرس صار متاحاً لمن يبحث من بيته، لكن أكثر ما طلبه الرواد أن يطول وقت الزيارة حتى منتصف "
    "الليل في أيام الامتحانات. وذكر أحد الحراس أنه لم ير هذا الازدحام منذ سنوات، وأن بعض الزائرين ظلوا واقفين عند "
    "الباب ينتظرون مقعداً خالياً، فيما وزع متطوعون الماء والقهوة على المنتظرين وسجلوا أسماء من يرغبون في العضوية"
)
ARTICLES = (
    (
        "المكتبة البلدية تفتح أبوابها حتى منتصف الليل، والطلاب يملؤون القاعة في اليوم الأول",
        "أشهر من الترميم انتهت مساء أمس: فهرس متاح من البيت، وإضاءة جديدة، و240 مقعداً لم تكف رواد الليلة الأولى.",
    ),
    (
        "صيادو الميناء القديم يعودون إلى البحر بعد أسبوعين من العاصفة",
        "خسر المرفأ أحد عشر قارباً، وتعهدت البلدية بإصلاح الرصيف قبل الصيف. أما الشباك فجمع ثمنها أهل الحي.",
    ),
    (
        "ثلاثة أسئلة عن تعرفة المياه الجديدة",
        "من يدفع أكثر؟ ولماذا الآن؟ وماذا يتغير في فاتورة أسرة من خمسة أشخاص؟ أجوبة «هيئة المياه» كما وردت.",
    ),
    (
        "فريق مدرسي من ضاحية النهر يفوز ببطولة الشطرنج، ومدربته تقول إن السر في استراحة الظهيرة",
        "لم يكن في المدرسة رقعة واحدة قبل عامين. اليوم يحمل 14 تلميذاً وتلميذة كأس المحافظة ويستعدون للنهائي.",
    ),
)


def kind(face: Face) -> str:
    """Return which cut of a local font stands in for the face."""
    return "bold" if face.weight > 500 else "regular"


def vertical(face: Face) -> tuple[float, float]:
    """Return the face's ascent and descent as parts of its size."""
    font = TTFont(STATIC / "fonts" / f"{face.stem}-core.woff2")
    units = font["head"].unitsPerEm
    return font["hhea"].ascent / units, -font["hhea"].descent / units


def local_sources(names: Sequence[str]) -> str:
    """Write local font names as a CSS `src`."""
    return ",".join(f'local("{name}")' for name in names)


def serve(route: Route) -> None:
    """Answer a request of the test page from the static folder."""
    path = STATIC / route.request.url.removeprefix(ORIGIN)
    if path.is_file():
        route.fulfill(path=path)
    else:
        route.fulfill(body="<!doctype html><html lang=ar dir=rtl>", content_type="text/html; charset=utf-8")


@contextmanager
def chromium_page(*, width: int = 1440) -> Iterator[Page]:
    """Open a page of the given width in a fresh Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser.new_page(viewport={"width": width, "height": 900})
        browser.close()


def advance(page: Page, source: str, weight: int) -> float | None:
    """Return the width of the running text at 100 px in one font, or None where the font is not installed."""
    width: float | None = page.evaluate(
        """async ([source, weight, text]) => {
          const face = new FontFace("measured", source, {weight: String(weight)});
          try { await face.load(); } catch { return null; }
          document.fonts.add(face);
          const span = document.createElement("span");
          span.style.cssText = `font:${weight} 100px measured;white-space:nowrap;position:absolute`;
          span.textContent = text;
          document.body.append(span);
          const width = span.getBoundingClientRect().width;
          span.remove();
          document.fonts.delete(face);
          return width;
        }""",
        [source, weight, RUNNING_TEXT],
    )
    return width


def measure_face(page: Page, face: Face) -> list[dict[str, Any]]:
    """Return the fallback entries of one face, the best last."""
    ours = advance(page, f"url(fonts/{face.stem}-core.woff2)", face.weight)
    if ours is None:
        raise SystemExit(f"{face.stem}: build the fonts first")
    ascent, descent = vertical(face)
    groups = [group[kind(face)] for group in CANDIDATES[face.family]]
    widths = [None if group is UNSEEN[kind(face)] else advance(page, local_sources(group), 400) for group in groups]
    seen = [ours / width for width in widths if width]
    if len(seen) < len(groups) - 1:
        raise SystemExit(f"{face.stem}: a local font is missing; see the top of this script")
    return [
        {
            "family": face.family,
            "weight": face.css_weight,
            "local": list(group),
            "measured": width is not None,
            "size_adjust": round(ours / width if width else statistics.median(seen), 4),
            "ascent": round(ascent, 4),
            "descent": round(descent, 4),
        }
        for group, width in zip(groups, widths, strict=True)
    ]


def measure() -> None:
    """Write the fallback entries of every face and print their scale."""
    with chromium_page() as page:
        page.route("**/*", serve)
        page.goto(ORIGIN)
        entries = [entry for face in FACES for entry in measure_face(page, face)]
    FALLBACKS.write_text(json.dumps({"fallbacks": entries}, ensure_ascii=False, indent=1) + "\n", "utf-8")
    for entry in entries:
        note = "" if entry["measured"] else "  (not at hand: middle of the others)"
        print(f"{entry['family']:14}{entry['weight']:8}{entry['local'][0]:26}{entry['size_adjust']:.2%}{note}")


def article(headline: str, standfirst: str, *, matched: bool) -> str:
    """Return a page shaped like an article's first view; unmatched names local fonts as they are."""
    display, text, ui = (
        stack if matched else stack.replace(f'"{family} Fallback"', '"Noto Naskh Arabic","DejaVu Sans"')
        for family, stack in STACKS.items()
    )
    style = f"""body{{margin:0;padding:1rem clamp(1rem,4vw,6rem);font:400 1.0625rem/1.7 {ui};font-synthesis:none}}
      h1{{font:700 clamp(2.5rem,1.8rem + 3.3vw,5rem)/1.14 {display};text-wrap:balance;margin:0 0 .3em}}
      .stand{{font:400 clamp(1.25rem,1.14rem + .55vw,1.5625rem)/1.7 {text};max-inline-size:50rem;text-wrap:pretty}}
      .by{{font-size:.9375rem;display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;border-block:1px solid}}b{{font-weight:600}}
      .prose{{font:400 1.25rem/1.85 {text};max-inline-size:42rem}}"""
    return f"""<!doctype html><html lang=ar dir=rtl><meta charset=utf-8><link rel=stylesheet href=/fonts.css>
      <style>{style}</style><p><b>محليات</b> / النقل العام<h1>{headline}</h1><p class=stand>{standfirst}</p>
      <div class=by><span>كتبت <b>سلمى درويش</b>، الميناء</span><time>الأحد 19 كانون الثاني 2014، 09:30</time>
      <span>4 دقائق قراءة</span></div><div class=prose><p>{RUNNING_TEXT}.</p><p>{RUNNING_TEXT}.</p></div>"""


def only_local(sheet: str, face: str) -> str:
    """Return the style sheet without the fallback rules that do not name the given local font."""
    return "\n".join(line for line in sheet.splitlines() if "Fallback" not in line or face in line)


def shift(page: Page, html: str, *, local: str = "") -> str:
    """Load a page whose fonts arrive after its first paint; return in words how far the text moved."""
    held: list[Route] = []

    def answer(route: Route) -> None:
        if route.request.url.endswith(".woff2"):
            held.append(route)
        elif route.request.url.endswith("fonts.css"):
            sheet = (STATIC / "fonts.css").read_text("utf-8")
            route.fulfill(body=only_local(sheet, local), content_type="text/css; charset=utf-8")
        else:
            route.fulfill(body=html, content_type="text/html; charset=utf-8")

    page.route("**/*", answer)
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => { for (const e of list.getEntries()) moved += e.value })"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    page.goto(ORIGIN, wait_until="commit")
    page.wait_for_function("performance.getEntriesByType('paint').length > 0 && document.fonts.status === 'loading'")
    before = page.evaluate("document.body.scrollHeight")
    for route in held:
        serve(route)
    page.wait_for_function("document.fonts.status === 'loaded'")
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))")
    after = page.evaluate("document.body.scrollHeight")
    return f"{page.evaluate('moved'):.4f}  height {before} -> {after}  font files {len(held)}"


def prove() -> None:
    """Print the layout shift of each sample article, narrow and wide, by the local font that waits for ours.

    «none» is the control: the same local fonts without our measures.
    """
    for width in (320, 1440):
        for number, (headline, standfirst) in enumerate(ARTICLES, start=1):
            for local in ("Naskh", "Noto Sans", "DejaVu", "none"):
                html = article(headline, standfirst, matched=local != "none")
                with chromium_page(width=width) as page:
                    print(
                        f"{width:5} px  article {number}  {local:10} shift {shift(page, html, local=local)}", flush=True
                    )


if __name__ == "__main__":
    jobs = {"measure": measure, "shift": prove}
    if len(sys.argv) != 2 or sys.argv[1] not in jobs:
        raise SystemExit(__doc__)
    jobs[sys.argv[1]]()
