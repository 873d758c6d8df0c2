"""Notices in place of articles are told from articles that speak of the same things."""

import pytest

from sources import enums
from sources.parsing import extracting, verdicts
from sources.parsing.documents import ParsedPage
from sources.parsing.notices import NOTICES, TITLES
from sources.parsing.pages import parse_page

URL = "https://courier.example/news/pier"
NOTICE = {
    "en": {
        "consent": "We and our 700 partners use cookies. Accept all cookies?",
        "paywall": "Subscribe now to continue reading. Already a subscriber? Log in.",
        "challenge": "Checking your browser before you go on. Enable JavaScript.",
        "soft_404": "Sorry, the page could not be found.",
    },
    "de": {
        "consent": "Wir und unsere Partner setzen Cookies ein. Alle Cookies akzeptieren",
        "paywall": "Jetzt Abo abschließen und weiterlesen. Sie haben bereits ein Abo?",
        "challenge": "Ihr Browser wird überprüft. Bitte aktivieren Sie JavaScript.",
        "soft_404": "Die Seite wurde leider nicht gefunden.",
    },
    "fr": {
        "consent": "Nous et nos partenaires utilisons des cookies. Tout accepter et continuer",
        "paywall": "Article réservé aux abonnés. Déjà abonné ?",
        "challenge": "Vérification de votre navigateur. Vous n’êtes pas un robot ?",
        "soft_404": "La page demandée est introuvable.",
    },
    "es": {
        "consent": "Usamos con nuestros socios cookies propias. Aceptar todas las cookies",
        "paywall": "Suscríbete para seguir leyendo. ¿Ya eres suscriptor?",
        "challenge": "Comprobando su navegador. Confirme que no es un robot.",
        "soft_404": "La página que busca no existe o no se encuentra.",
    },
    "ja": {
        "consent": "当サイトはクッキーを使用します。同意して続ける",
        "paywall": "この記事は有料会員限定です。ログインして続きを読む",
        "challenge": "ブラウザを確認しています。ロボットではないことを確かめます。",
        "soft_404": "お探しのページは見つかりませんでした。",
    },
    "ru": {
        "consent": "Мы используем файлы cookie. Принять все cookie",
        "paywall": "Оформите подписку, чтобы читать дальше. Только для подписчиков.",
        "challenge": "Проверка вашего браузера. Подтвердите, что вы не робот.",
        "soft_404": "Страница не найдена.",
    },
    "uk": {
        "consent": "Ми використовуємо файли cookie. Прийняти всі cookie",
        "paywall": "Оформіть передплату, щоб читати далі. Тільки для передплатників.",
        "challenge": "Перевірка вашого браузера. Підтвердьте, що ви не робот.",
        "soft_404": "Сторінку не знайдено.",
    },
}
NEWS = {
    "en": "The harbour board of Havneby wants to build a second pier before winter comes. ",
    "de": "Der Hafenrat von Havneby will noch vor dem Winter einen zweiten Steg bauen lassen. ",
    "fr": "Le conseil du port de Havneby veut bâtir une seconde jetée avant le prochain hiver. ",
    "es": "La junta del puerto de Havneby quiere levantar un segundo muelle antes del invierno. ",
    "ja": "ハウネビュ港の理事会は冬が来る前に二つ目の桟橋を建てたいと考えている。",
    "ru": "Совет порта Хавнебю хочет построить второй причал ещё до наступления зимы. ",
    "uk": "Рада порту Гавнебю хоче збудувати другий причал ще до настання зими. ",
}
CASES = [(language, kind) for language, kinds in NOTICE.items() for kind in kinds]


def read(body: str, language: str = "en") -> ParsedPage:
    page = f"<html lang='{language}'><head><title>Havneby</title></head><body><main>{body}</main>"
    return parse_page(page.encode(), url=URL, content_type="text/html; charset=utf-8")


@pytest.mark.parametrize(("language", "kind"), CASES)
def test_page_that_is_a_notice_is_known_in_its_language(language: str, kind: str) -> None:
    parsed = read(f"<p>{NOTICE[language][kind]}</p>", language)
    assert (parsed.is_article, parsed.obstacle, parsed.text) == (False, kind, "")
    assert parsed.reason


@pytest.mark.parametrize(("language", "kind"), CASES)
def test_article_that_quotes_a_notice_is_an_article(language: str, kind: str) -> None:
    news = NEWS[language]
    quoted = f"<p>{news * 2}</p><p>{news} “{NOTICE[language][kind]}” {news * 3}</p>"
    parsed = read(f"<article>{quoted}<p>{news * 2}</p><p>{news}</p></article>", language)
    assert (parsed.is_article, parsed.obstacle) == (True, "")


@pytest.mark.parametrize("language", NEWS)
def test_teaser_that_ends_in_a_call_to_pay_is_no_article(language: str) -> None:
    teaser = f"<p>{NEWS[language] * 3}</p><p>{NEWS[language] * 2}</p>"
    parsed = read(f"<article>{teaser}<p>{NOTICE[language]['paywall']}</p></article>", language)
    assert (parsed.is_article, parsed.obstacle) == (False, "paywall")


@pytest.mark.parametrize(
    ("title", "obstacle"),
    [
        ("Just a moment...", "challenge"),
        ("Un momento…", "challenge"),
        ("404 | Havneby Post", "soft_404"),
        ("Страница не найдена — Вестник", "soft_404"),
        ("Just a moment of silence in Havneby", ""),
        ("404 homes are to be built", ""),
    ],
)
def test_headline_that_no_article_has(title: str, obstacle: str) -> None:
    body = f"<p>{NEWS['en'] * 4}</p>"
    page = f"<title>{title}</title><main><article><h1>{title}</h1>{body}</article></main>"
    assert parse_page(page.encode(), url=URL).obstacle == obstacle


def test_what_the_page_says_is_sold_counts_as_its_first_words() -> None:
    data = '<script type="application/ld+json">{"@type": "NewsArticle", %s}</script>'
    body = f"<article><p>{NEWS['en'] * 3}</p></article>"
    sold = read(data % '"isAccessibleForFree": "False"' + body)
    free = read(data % '"isAccessibleForFree": true' + body)
    assert (sold.obstacle, free.obstacle) == ("paywall", "")


def test_words_of_the_parsers_are_those_of_the_tables() -> None:
    kinds = {*NOTICES, *TITLES, verdicts.LISTING, verdicts.NO_TEXT}
    assert kinds == set(enums.Obstacle.values) - {"robots", "quarantined"}
    assert {extracting.JSON_LD, extracting.MAIN, extracting.SECOND} == (
        set(enums.Extractor.values) - {"given"}
    )
