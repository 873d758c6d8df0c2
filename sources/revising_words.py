"""Words by which lines are known that surround an article, and notes of correction. Data only.

Latin, Cyrillic, Arabic, Chinese and Japanese; lines are compared with marks folded
(sources.revising): straight quotation marks, "-" for every dash.
"""

import re

# ruff: noqa: E501, RUF001 -- tables of words in many scripts

_ALSO = (
    "read also|also read|read more|read next|see also|related|related story|more on this|"
    "don't miss|recommended|watch|listen|"
    "lesen sie auch|lesen sie mehr|mehr dazu|mehr zum thema|siehe auch|auch interessant|"
    "à lire aussi|lire aussi|voir aussi|à lire|"
    "lea también|lee también|le puede interesar|te puede interesar|ver también|"
    "leggi anche|vedi anche|leia também|leia mais|veja também|saiba mais|"
    "lees ook|lees meer|läs också|läs även|läs mer|les også|les mer|læs også|læs mere|"
    "lue myös|czytaj też|czytaj także|zobacz też|přečtěte si také|čtěte také|olvassa el|"
    "citește și|διαβάστε επίσης|ayrıca okuyun|bunu da oku|"
    "читайте также|читать также|смотрите также|читайте також|"
    "اقرأ أيضا|اقرأ أيضاً|اقرأ المزيد|関連記事|あわせて読みたい|相关阅读|相關閱讀|延伸阅读|延伸閱讀"
)
#: A line that names another article: the phrase alone, or with a colon or dash behind it.
READ_ALSO = re.compile(rf"[\W_]*(?:{_ALSO})(?:\s*[:>|»：-]|[\s\W]*$)", re.IGNORECASE)

BOILERPLATE = re.compile(
    r"[\W_]*(?:"
    r"advertisement|advertising|sponsored|anzeige|werbung|publicité|publicidad|pubblicità|"
    r"publicidade|advertentie|annons|annonse|annonce|reklama|реклама|إعلان|広告|广告|廣告|"
    r"related (?:articles|stories|links|topics|content|news)|more (?:stories|news|from \w+)|"
    r"most (?:read|popular|viewed)|top stories|latest news|you may also like|"
    r"share (?:this|this article|this story|on \w+)|follow us(?: on [\w, ]+)?|"
    r"(?:sign up|subscribe)(?: (?:to|for) [\w' ]+)?(?: newsletter)?|comments?|leave a comment|"
    r"print this (?:article|page)|save (?:article|story)|back to top|"
    r"mehr zum thema|artikel teilen|das könnte sie auch interessieren|sur le même sujet|"
    r"partager|artículos relacionados|noticias relacionadas|compartir|articoli correlati|"
    r"condividi|notícias relacionadas|compartilhar|gerelateerd|deel dit artikel|dela|del|"
    r"powiązane artykuły|udostępnij|похожие статьи|по теме|поделиться|関連リンク|相关新闻|分享"
    r")[\W_]*",
    re.IGNORECASE,
)

_NAME = r"[^\W\d_a-z][\w.'-]*"
BYLINE = re.compile(
    rf"(?i:by|written by|reporting by|von|par|por|di|door|av|af|od|autor:?|текст:?|автор:?)\s+"
    rf"{_NAME}(?:\s+(?:{_NAME}|(?i:and|und|et|y|e|en|och|og|i|и|de|van|von|der|la|le|al)|[,&|])|,)*"
    rf"|文[:：]\s*\S+|記者\s*\S+|\S+\s*記者"
)

STAMP_OPENINGS = re.compile(
    r"^[\W_]*(?:first published|last updated|last modified|published|updated|posted|modified|"
    r"veröffentlicht|aktualisiert|zuletzt aktualisiert|stand|publié|mis à jour|modifié|"
    r"publicado|actualizado|atualizado|pubblicato|aggiornato|gepubliceerd|bijgewerkt|"
    r"publicerad|uppdaterad|publisert|oppdatert|publiceret|opdateret|julkaistu|päivitetty|"
    r"opublikowano|zaktualizowano|aktualizacja|опубликовано|обновлено|оновлено|"
    r"نشر في|آخر تحديث|更新日時|更新|公開|发布时间|發布時間|更新时间|yayınlanma|güncelleme)"
    r"(?:\s+(?:on|at|am|um|le|el|il|op|den|den:?|à|a las|alle))?\s*:?\s*"
)
_STAMPED = (
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday "
    "saturday sunday mon tue tues wed thu thur thurs fri sat sun am pm gmt utc est edt cst cdt "
    "pst pdt bst cet cest eet eest msk jst ist at on and updated published of st nd rd th t z "
    "januar februar märz mai juni juli oktober dezember uhr um am den montag dienstag mittwoch "
    "donnerstag freitag samstag sonnabend sonntag janvier février mars avril juin juillet août "
    "septembre octobre novembre décembre à le h lundi mardi mercredi jeudi vendredi samedi "
    "dimanche enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre "
    "noviembre diciembre de del a las hs lunes martes miércoles jueves viernes sábado domingo "
    "gennaio febbraio aprile maggio giugno luglio settembre ottobre novembre dicembre alle ore "
    "janeiro fevereiro março junho julho setembro outubro novembro dezembro às januari februari "
    "maart mei augustus oktober uur om maj kl klo januar februar april desember december "
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października "
    "listopada grudnia godz января февраля марта апреля мая июня июля августа сентября октября "
    "ноября декабря в г год року січня лютого березня квітня травня червня липня серпня вересня "
    "жовтня листопада грудня 年 月 日 時 分 时 點 点 ocak şubat mart nisan mayıs haziran temmuz "
    "ağustos eylül ekim kasım aralık "
    "ago minute minutes min mins hour hours hrs day days vor stunde stunden minuten tagen il y "
    "heure heures minute jours hace horas minutos días fa giorni geleden sedan назад часов 前"
)
STAMP_WORDS = frozenset(_STAMPED.split())

#: "Three hours ago" instead of a day.
AGO = re.compile(
    r"\bago\b|\bvor \d|\bil y a\b|\bhace \d|\bfa\b|\bhá \d|\bgeleden\b|\bsedan\b|назад|前"
)

_ITEM = (
    r"(?:\w+ ){0,2}(?:article|story|report|post|piece|column|headline|item|text|page|interview|"
    r"transcript|caption|review|analysis|obituary|summary)\b"
)
_EARLIER = (
    rf"\b(?:earlier|previous|prior|original|initial) (?:version|edition)s? of (?:this|our) {_ITEM}|"
    r"\b(?:earlier|previous|original) (?:version|edition)s? of the (?:article|story|headline)\b|"
    rf"\b(?:this|our) {_ITEM} (?:has been|was|have been|is) (?:\w+ )?(?:corrected|amended|clarified)|"
    r"\bwe (?:have |had |wrongly |incorrectly |previously )*"
    r"(?:misquoted|misstated|misattributed|misidentified)\b|"
    r"\bin einer (?:früheren|vorherigen|ersten|älteren) (?:version|fassung)\b|"
    r"\b(?:frühere|vorherige|ältere)n? (?:version|fassung) dieses (?:artikels|textes|beitrags|berichts)|"
    r"\bversion (?:antérieure|précédente|initiale) (?:de (?:cet|ce)|de l'|du) ?(?:article|texte|titre)|"
    r"\bversión (?:anterior|previa|original) de (?:este|esta) (?:artículo|texto|nota|noticia)|"
    r"\bversione (?:precedente|iniziale|originale) (?:di questo|dell'|del) ?(?:articolo|testo|titolo)|"
    r"\bversão (?:anterior|original) (?:deste|desta|do|da) (?:artigo|texto|reportagem|matéria)|"
    r"\b(?:eerdere|vorige|oorspronkelijke) versie van dit (?:artikel|bericht|verhaal)|"
    r"\b(?:tidigare|ursprunglig) version av (?:artikeln|texten|den här|denna)|"
    r"\btidligere (?:version|versjon|udgave|utgave) (?:af|av) (?:artik|denne|saken|teksten)|"
    r"\b(?:aiemmassa|aikaisemmassa) versiossa\b|"
    r"\b(?:wcześniejszej|poprzedniej) wersji (?:tego )?(?:artykułu|tekstu)|"
    r"(?:предыдущей|более ранней|первоначальной) версии (?:этой |этого )?(?:стать|материал|текст|нов)|"
    r"(?:попередній|ранішій) версії (?:цієї |цього )?(?:статт|матеріал|текст)|"
    r"(?:haberin|yazının|makalenin) önceki|نسخة سابقة من هذا|"
    r"この記事の以前の版|当初の記事で|本文(?:早前|此前|较早|較早)(?:的)?版本"
)
_LABEL = (
    # At the beginning of a sentence, with a colon, or a day and a colon, behind it.
    r"^[\W_]*(?:corrections?|clarification|corrigendum|erratum|errata|errata corrige|"
    r"korrektur|berichtigung|richtigstellung|rectificatif|rectification|"
    r"corrección|fe de erratas|fe de errores|rettifica|correzione|"
    r"correção|correctie|rectificatie|rättelse|rettelse|retting|oikaisu|sprostowanie|korekta|"
    r"oprava|helyesbítés|rectificare|διόρθωση|düzeltme|исправление|поправка|уточнение|"
    r"виправлення|تصحيح|تصويب|訂正|更正|勘误|勘誤)"
    r"(?:\s*\([^)]{0,60}\)|,?\s+[^:]{0,30}\d[^:]{0,25})?\s*(?:[:：]|-\s)"
)
#: A sentence by which an outlet tells that it corrected this very article.
CORRECTION_NOTE = re.compile(f"{_EARLIER}|{_LABEL}|お詫びして訂正", re.IGNORECASE)
