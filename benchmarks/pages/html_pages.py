"""Pages of HTML of our own writing in a dozen markups, each with one of our own articles inside."""

# ruff: noqa: B905, E501, TC003
from __future__ import annotations

import html
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from furniture import COMMENTS, NICKS, PEOPLE, TEASERS, headlines
from own import ARTICLES

__all__ = ["MARKUPS", "HtmlPage", "html_pages"]


@dataclass
class HtmlPage:
    """A page and what it says."""

    markup: str
    source: str
    title: str
    body: list[str]
    date: str | None


Article = tuple[str, list[str]]
DAY = "2021-05-{:02}"


def _e(text: str) -> str:
    return html.escape(text, quote=False)


def _links(r: random.Random, n: int, tag: str = "li") -> str:
    return "".join(f'<{tag}><a href="/n/{r.randrange(9999)}">{_e(h)}</a></{tag}>' for h in headlines(r, n))


def _menu() -> str:
    return "".join(
        f'<a href="/{i}">{w}</a>\n'
        for i, w in enumerate(["Главная", "Политика", "Экономика", "Общество", "Спорт", "Контакты"])
    )


def semantic(a: Article, r: random.Random, day: str) -> str:
    """header, nav, main, article, aside, footer."""
    body = "\n".join(f"<p>{_e(p)}</p>" for p in a[1])
    return f"""<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title>{_e(a[0])} — Вестник</title>
<meta property="og:title" content="{html.escape(a[0])}"><meta property="article:published_time" content="{day}T10:15:00+03:00"></head>
<body><header><nav>{_menu()}</nav></header><main><article><h1>{_e(a[0])}</h1><time datetime="{day}T10:15">10:15</time>
{body}<p>Фото: {r.choice(PEOPLE)}</p></article><aside><h3>Читайте также</h3><ul>{_links(r, 5)}</ul></aside></main><footer>© Вестник, 2021. 16+</footer></body></html>"""


def div_soup(a: Article, r: random.Random, day: str) -> str:
    """Nothing but div with meaningless classes."""
    body = "".join(f'<div class="b-x{i}">{_e(p)}</div>' for i, p in enumerate(a[1]))
    return f"""<html><head><title>{_e(a[0])}</title></head><body><div class="l0"><div class="l1">{_menu()}</div>
<div class="l2"><div class="t1">{_e(a[0])}</div><div class="t2">{int(day[8:])} мая 2021, 09:40</div><div class="t3">{body}</div></div>
<div class="l3"><div class="l4">Ещё новости</div>{_links(r, 6, "div")}</div><div class="l5">Все права защищены</div></div></body></html>"""


def tables(a: Article, r: random.Random, day: str) -> str:
    """A site of the early years: layout tables, font, br."""
    body = "<br><br>".join(_e(p) for p in a[1])
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><title>{_e(a[0])}</title></head>
<body bgcolor=white><table width=100%><tr><td colspan=3>{_menu()}</td></tr><tr><td width=150 valign=top><b>Погода</b><br>+12<br><b>Курсы</b><br>USD 74.10</td>
<td valign=top><font size=4><b>{_e(a[0])}</b></font><br><font size=1>{int(day[8:])}.05.2021</font><br><br>{body}<br><br><i>{r.choice(PEOPLE)}</i></td>
<td width=200 valign=top><b>Архив</b><br>{_links(r, 5, "div")}</td></tr><tr><td colspan=3><small>При использовании материалов ссылка обязательна</small></td></tr></table></body></html>"""


def lazy(a: Article, r: random.Random, day: str) -> str:
    """Scripts, lazy images and adverts between the paragraphs."""
    parts = []
    for i, p in enumerate(a[1]):
        parts.append(f"<p>{_e(p)}</p>")
        parts.append(
            f'<div class="adfox-banner" id="ad{i}"><script>window.yaContextCb.push(()=>{{Ya.adfoxCode.create({{containerId:"ad{i}"}})}})</script><span>Реклама</span></div>'
        )
        if i == 1:
            parts.append(
                '<figure><img class="lazyload" data-src="/i.jpg" src="data:image/gif;base64,R0lG"><figcaption>Вид с моста</figcaption></figure>'
            )
    return f"""<!doctype html><html><head><meta charset=utf-8><script>var a=1;</script><style>p{{margin:0}}</style><meta property="og:title" content="{html.escape(a[0])}"></head>
<body><div id="app"><div class="topbar">{_menu()}</div><div class="news-page"><h1 class="news-page__title">{_e(a[0])}</h1><div class="news-page__info"><span>{int(day[8:])} мая 2021</span> <span>1204 просмотра</span></div>
<div class="news-page__text">{"".join(parts)}</div><div class="share">Поделиться</div></div><div class="recommend">{_links(r, 6, "div")}</div></div><noscript>Включите JavaScript</noscript></body></html>"""


def json_ld_only(a: Article, r: random.Random, day: str) -> str:
    """The text stands in JSON-LD alone, the page is drawn by a script."""
    data = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "Organization", "name": "Вестник"},
            {
                "@type": "NewsArticle",
                "headline": a[0],
                "datePublished": f"{day}T08:00:00+03:00",
                "author": {"@type": "Person", "name": r.choice(PEOPLE)},
                "articleBody": "\n".join(a[1]),
            },
        ],
    }
    return f"""<!doctype html><html><head><meta charset="utf-8"><title>{_e(a[0])} | Вестник</title><script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script></head>
<body><div id="root"></div><script src="/app.js"></script><noscript>Для работы сайта нужен JavaScript</noscript></body></html>"""


def amp(a: Article, r: random.Random, day: str) -> str:
    """AMP."""
    body = "".join(f"<p>{_e(p)}</p>" for p in a[1])
    return f"""<!doctype html><html amp lang="ru"><head><meta charset="utf-8"><link rel="canonical" href="/1"><script async src="https://cdn.ampproject.org/v0.js"></script><title>{_e(a[0])}</title>
<script type="application/ld+json">{{"@type":"NewsArticle","headline":{json.dumps(a[0], ensure_ascii=False)},"datePublished":"{day}T12:00:00Z"}}</script></head><body>
<amp-sidebar id="s"><ul><li>Новости</li><li>Спорт</li></ul></amp-sidebar><div class="header">Вестник</div><div class="content"><h1>{_e(a[0])}</h1><amp-img src="1.jpg" alt=""></amp-img>{body}
<amp-social-share type="vk"></amp-social-share></div><div class="more"><h4>Читать далее</h4>{_links(r, 4, "div")}</div><amp-analytics></amp-analytics></body></html>"""


def paywall(a: Article, r: random.Random, day: str) -> str:
    """Two paragraphs and a call to subscribe."""
    body = "".join(f"<p>{_e(p)}</p>" for p in a[1][:3])
    return f"""<!doctype html><html><head><meta charset="utf-8"><title>{_e(a[0])}</title><meta name="pubdate" content="{day}"></head><body><div class="page"><div class="menu">{_menu()}</div>
<article class="article"><h1>{_e(a[0])}</h1><div class="article__body">{body}<div class="paywall"><h3>Материал доступен подписчикам</h3><p>Оформите подписку, чтобы дочитать статью и поддержать нашу редакцию. Первый месяц всего за один рубль.</p><button>Подписаться</button></div></div></article>
<div class="sidebar"><h3>Популярное</h3>{_links(r, 5, "div")}</div></div></body></html>"""


def live_blog(a: Article, r: random.Random, day: str) -> str:
    """A live blog: posts with times."""
    posts = "".join(
        f'<div class="live-post"><div class="live-post__time">{9 + i}:{r.randrange(10, 60)}</div><div class="live-post__text"><p>{_e(p)}</p></div></div>'
        for i, p in enumerate(a[1])
    )
    return f"""<!doctype html><html><head><meta charset="utf-8"><meta property="og:title" content="{html.escape(a[0])}"><meta itemprop="datePublished" content="{day}T09:00"></head><body><div class="nav">{_menu()}</div>
<h1>{_e(a[0])}</h1><div class="live">{posts}</div><div class="footer-links">{_links(r, 5, "div")}</div></body></html>"""


def gallery(a: Article, r: random.Random, day: str) -> str:
    """A photo report: pictures with captions between the paragraphs."""
    body = "".join(
        f'<div class="slide"><img src="{i}.jpg"><div class="caption">Фото: {r.choice(PEOPLE)}</div></div><p>{_e(p)}</p>'
        for i, p in enumerate(a[1])
    )
    return f"""<!doctype html><html><head><meta charset="utf-8"><title>{_e(a[0])}</title></head><body><ul class="menu"><li>Новости</li><li>Фото</li><li>Видео</li></ul><section class="gallery"><h1>{_e(a[0])}</h1>
<div class="meta"><time datetime="{day}">{int(day[8:])} мая</time> <span class="author">{r.choice(PEOPLE)}</span></div>{body}</section><section class="others"><h2>Другие галереи</h2><ul>{_links(r, 4)}</ul></section></body></html>"""


def forum_below(a: Article, r: random.Random, day: str) -> str:
    """An article with a long discussion below."""
    body = "".join(f"<p>{_e(p)}</p>" for p in a[1])
    talk = "".join(
        f'<div class="comment"><b>{r.choice(NICKS)}</b> <span>{r.randrange(1, 28)} мая в 15:{r.randrange(10, 60)}</span><p>{_e(r.choice(COMMENTS))}</p><a href="#">Ответить</a></div>'
        for _ in range(8)
    )
    return f"""<!doctype html><html><head><meta charset="utf-8"><title>{_e(a[0])}</title><meta property="article:published_time" content="{day}T11:20:00"></head><body><div id="top">{_menu()}</div><div id="content"><h1>{_e(a[0])}</h1><div class="text">{body}</div>
<div id="comments"><h3>Комментарии (8)</h3>{talk}<form><textarea></textarea><input type="submit" value="Отправить"></form></div></div></body></html>"""


def blog_engine(a: Article, r: random.Random, day: str) -> str:
    """A common blog engine's theme."""
    body = "\n".join(f"<p>{_e(p)}</p>" for p in a[1])
    return f"""<!DOCTYPE html><html lang="ru-RU"><head><meta charset="UTF-8"><title>{_e(a[0])} – Районные вести</title></head><body class="post-template-default single"><div id="page" class="site"><header id="masthead"><p class="site-title"><a href="/">Районные вести</a></p><div class="main-navigation">{_menu()}</div></header>
<div id="primary"><article class="post type-post"><header class="entry-header"><h1 class="entry-title">{_e(a[0])}</h1><div class="entry-meta">Опубликовано <time class="entry-date published" datetime="{day}T07:30:00+04:00">{day}</time> автором <a href="/a">admin</a></div></header>
<div class="entry-content">{body}<div class="sharedaddy"><h3>Поделиться ссылкой:</h3><ul><li><a href="#">VK</a></li></ul></div></div><footer class="entry-footer">Рубрика: <a href="/c">Новости</a></footer></article><nav class="post-navigation"><a href="/p">← {_e(headlines(r, 1)[0])}</a></nav></div>
<aside id="secondary" class="widget-area"><section class="widget"><h2>Свежие записи</h2><ul>{_links(r, 5)}</ul></section></aside></div></body></html>"""


def lists_and_quotes(a: Article, r: random.Random, day: str) -> str:
    """Paragraphs, a list and a quotation; teasers with sentences below."""
    first, *rest = a[1]
    body = (
        f"<p>{_e(first)}</p><blockquote><p>{_e(rest[0])}</p></blockquote><ul>"
        + "".join(f"<li>{_e(p)}</li>" for p in rest[1:3])
        + "</ul>"
        + "".join(f"<p>{_e(p)}</p>" for p in rest[3:])
    )
    teasers = "".join(
        f'<div class="card"><a href="/t"><b>{_e(h)}</b><span>{_e(t)}</span></a></div>'
        for h, t in zip(headlines(r, 3), TEASERS)
    )
    return f"""<!doctype html><html><head><meta charset="utf-8"><meta name="twitter:title" content="{html.escape(a[0])}"><script type="application/ld+json">{{"@type":"Article","headline":{json.dumps(a[0], ensure_ascii=False)},"datePublished":"{day}"}}</script></head>
<body><div class="wrapper"><div class="top-menu">{_menu()}</div><div class="post"><h2 class="post__title">{_e(a[0])}</h2><div class="post__content">{body}</div><div class="post__tags"><a href="#">область</a> <a href="#">люди</a></div></div><div class="cards">{teasers}</div></div></body></html>"""


def broken(a: Article, r: random.Random, day: str) -> str:
    """Unclosed tags, stray ends, attributes without quotes."""
    body = "".join(f"<p>{_e(p)}" for p in a[1])
    return f"""<html><head><title>{_e(a[0])}</title><body><div class=menu><a href=/>Главная</a><a href=/n>Новости</div></span><h1>{_e(a[0])}</h1></b><div class=date>{int(day[8:])}.05.2021 10:00</div><div class=text>{body}</div></div></p><div class=foot>Телефон: 22-33-44<br>{_links(r, 3, "div")}"""


def inline_related(a: Article, r: random.Random, day: str) -> str:
    """Related links and a subscription block inside the text."""
    parts = [f"<p>{_e(p)}</p>" for p in a[1]]
    parts.insert(
        1,
        f'<div class="article__inline-related"><span>Читайте также</span><a href="/r">{_e(headlines(r, 1)[0])}</a></div>',
    )
    parts.insert(
        4, '<div class="article__subscribe"><p>Подпишитесь на наш канал, чтобы не пропустить важное.</p></div>'
    )
    return f"""<!doctype html><html><head><meta charset="utf-8"><title>{_e(a[0])}</title></head><body><div class="layout"><div class="layout__menu">{_menu()}</div><div class="layout__content"><div class="article" itemscope itemtype="http://schema.org/NewsArticle"><h1 itemprop="headline">{_e(a[0])}</h1>
<meta itemprop="datePublished" content="{day}T14:05:00+03:00"><div itemprop="articleBody">{"".join(parts)}</div></div></div><div class="layout__side">{_links(r, 7, "div")}</div></div></body></html>"""


MARKUPS: dict[str, Callable[[Article, random.Random, str], str]] = {
    f.__name__: f
    for f in (
        semantic,
        div_soup,
        tables,
        lazy,
        json_ld_only,
        amp,
        paywall,
        live_blog,
        gallery,
        forum_below,
        blog_engine,
        lists_and_quotes,
        broken,
        inline_related,
    )
}


def html_pages(per: int = 3) -> Iterator[HtmlPage]:
    """`per` pages a markup, the same ones every time."""
    k = 0
    for name, markup in MARKUPS.items():
        for _ in range(per):
            article = ARTICLES[k % len(ARTICLES)]
            if k % 3 == 1:  # long paragraphs
                article = (article[0], [" ".join(article[1][i : i + 3]) for i in range(0, len(article[1]), 3)])
            day = DAY.format(1 + k % 28)
            body = article[1][:3] if name == "paywall" else article[1]
            yield HtmlPage(name, markup(article, random.Random(k), day), article[0], body, day)
            k += 1
