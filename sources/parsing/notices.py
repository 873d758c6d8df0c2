"""What pages say that stand in an article's place: in English, German, French, Spanish, Italian,
Portuguese, Japanese, Russian and Ukrainian. Pure.

Each pattern is a phrase that such a page addresses to its visitor; whether the page consists of
it, or is an article that mentions it, is for `verdicts` to say.
"""

import re

CONSENT, PAYWALL, CHALLENGE, SOFT_404 = "consent", "paywall", "challenge", "soft_404"

# Within one sentence.
_S = r"[^.!?。\n]{0,60}"


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns).replace("<S>", _S), re.IGNORECASE)


#: In the order in which they are looked for: a wall for subscribers speaks of cookies, too.
NOTICES = {
    PAYWALL: _any(
        r"(subscribe|log ?in|sign ?in|register|create (a free |an )?account)<S>"
        r"(to (continue|read|keep reading|access|view|unlock)|for full access)",
        r"(continue|keep) reading<S>(subscri|log ?in|sign ?in|account)",
        r"(this|the) (article|content|story) is (only |exclusively )?(available |reserved )?"
        r"(for|to) (our )?(paying |registered )?(subscribers|members)",
        r"already (a subscriber|have an account)|subscribers? only|members? only",
        # German
        r"(weiterlesen|weiterzulesen|weiter zu lesen|(ganzen|vollständigen) (artikel|text))<S>"
        r"(\babo|\bplus\b|anmeld|registrier|einlogg)",
        r"(abonnieren|anmelden|einloggen|registrieren|\babo\b)<S>"
        r"(weiter ?zu ?lesen|weiterlesen|weiterzulesen|artikel (zu )?lesen)",
        r"(nur|exklusiv|ausschließlich) für (unsere )?(abonnent|mitglied|registrierte)",
        r"(schon|bereits) (abonnent|registriert\?|ein (abo|konto)\b)|artikel ist kostenpflichtig",
        # French
        r"(article|contenu|suite)<S>réservée?s? (aux|à nos) (abonnés|membres)",
        r"(abonnez|connectez|inscrivez)-vous<S>(lire|lecture|accéder|continuer|la suite)",
        r"déjà abonnée?\b|il (vous )?reste<S>% (de cet article )?à lire",
        r"pour (lire la suite|continuer (votre|la) lecture)<S>(abonn|connect|inscri)",
        # Spanish
        r"(suscr[íi]b(ete|ase|irse)|inicia(r)? sesión|regístr(ate|ese))<S>"
        r"(leer|leyendo|acceder|continuar)",
        r"(exclusiv[oa]s?|reservad[oa]|s[óo]lo)<S>para (nuestros )?suscriptores",
        r"ya (eres|soy|es usted) suscriptor|para (seguir|continuar) leyendo<S>(suscr|regístr|ses)",
        # Italian, Portuguese
        r"(abbonati|accedi|registrati)<S>(leggere|continuare|proseguire)",
        r"(contenuto|articolo)<S>riservato (agli|ai) (abbonati|nostri)|sei già abbonato",
        r"(assine|faça login|cadastre-se)<S>(\bler\b|continuar|acessar|lendo)",
        r"conteúdo<S>(exclusivo|apenas|só) para assinantes|já é assinante",
        # Japanese
        r"(この記事|続き)は<S>(有料|会員)|会員(限定|のみ)<S>(記事|続き|全文|コンテンツ)",
        r"(ログイン|会員登録|購読)<S>(続き|全文)<S>(読|見|ご覧)|続きを読むには|残り[\s\d]+文字",
        # Russian, Ukrainian
        r"(подпишитесь|войдите|зарегистрируйтесь|оформите подписку)<S>"
        r"(читать|прочитать|продолжить|доступ)",
        r"(доступен|доступна|доступно) только<S>(подписчик|подписк)|только для подписчиков",
        r"уже (есть подписка|подписаны\?|подписчик)",
        r"(підпишіться|увійдіть|зареєструйтеся|оформіть (передплату|підписку))<S>"
        r"(читати|прочитати|продовжити|доступ)",
        r"(доступний|доступна|доступно) (лише|тільки)<S>(передплат|підпис)",
        r"(лише|тільки) для (передплатників|підписників)|вже (маєте передплату|передплатник)",
    ),
    CHALLENGE: _any(
        r"just a moment|checking your browser|verify(ing)? (that )?you are (a )?human",
        r"enable javascript|javascript is (disabled|required)|are you a robot|captcha",
        r"access (to this page )?(has been )?denied|unusual traffic|not a robot",
        r"complete the security check|ddos protection|pardon our interruption",
        r"browser wird (über|ge)prüft|bestätigen sie<S>(mensch|kein roboter)",
        r"aktivieren sie (bitte )?javascript|javascript (ist )?(deaktiviert|erforderlich)",
        r"kein roboter|vérification (de votre navigateur|que vous)|pas un robot",
        r"(vérifie[zr]|confirme[zr]) que vous êtes (un |bien )*humain|activer javascript",
        r"(comprobando|verificando) (su|tu|el) navegador|no (eres|soy|es) un robot",
        r"verifi(que|ca)r? que (es|eres) (un )?(ser )?human|(active|activa|habilite) javascript",
        r"verifica che (sei|tu sia) umano|non (sei|sono) un robot|abilita(re)? javascript",
        r"verifi(que|cando)<S>(humano|navegador)|não (é|sou) um robô|habilite o javascript",
        r"ブラウザ(ー)?を(確認|チェック)|ロボットで(は)?(ない|ありません)|人間であることを確認",
        r"javascript ?を有効|アクセスが(拒否|制限)",
        r"проверк[аи] (вашего )?браузера|вы (не робот|человек)|включите javascript",
        r"доступ (запрещ[её]н|ограничен)",
        r"перевірк[аи] (вашого )?браузера|ви (не робот|людина)|[ву]вімкніть javascript",
        r"доступ (заборонено|обмежено)",
    ),
    CONSENT: _any(
        r"(we|our partners)[^.!?\n]{0,80}use cookies|accept (all )?(the )?cookies",
        r"before you continue|your privacy choices|manage (your )?(consent|preferences)",
        r"(wir|unsere partner)[^.!?\n]{0,80}cookies|cookies (akzeptieren|zulassen|ablehnen)",
        r"zustimmen und weiter|mit werbung (und (cookies|tracking) )?(weiter)?(lesen|nutzen)",
        r"(nous|nos partenaires)[^.!?\n]{0,80}cookies|accepter (tous )?les cookies",
        r"(tout )?accepter et (continuer|fermer)|continuer sans accepter|gérer (vos|mes) cookies",
        r"(utilizamos|usamos|nuestros socios)[^.!?\n]{0,80}cookies",
        r"aceptar (todas )?(las )?cookies",
        r"aceptar y (continuar|cerrar)|configurar (las )?cookies",
        r"(noi|nostri partner|utilizziamo)[^.!?\n]{0,80}cookie|accetta(re)? (tutti )?i cookie",
        r"(nós|nossos parceiros|usamos)[^.!?\n]{0,80}cookies|aceitar (todos )?os cookies",
        r"(cookie|クッキー)[をの](使用|利用)|(cookie|クッキー)[にを](同意|許可|受け入れ)|同意して(続|進)",
        r"(мы|наши партн[её]ры|сайт)[^.!?\n]{0,80}(cookie|куки)",
        r"(принять|принимаю|соглас)<S>(cookie|куки)",
        r"(ми|наші партнери|сайт)[^.!?\n]{0,80}(cookie|куки)",
        r"(прийняти|приймаю|погодж|згод)<S>(cookie|куки)",
    ),
    SOFT_404: _any(
        r"page (was |is |could )?not (be )?found|404 (error|not found)|error 404",
        r"(page|article|story) (you[^.!?\n]{0,40} )?(no longer|does not|doesn.t) exist",
        r"(page|article|story|content)<S>(is )?no longer available",
        r"(seite|artikel|inhalt|beitrag)<S>"
        r"(nicht gefunden|existiert (leider )?nicht|nicht (mehr )?(verfügbar|vorhanden))",
        r"fehler 404|(page|article|contenu)<S>(introuvable|n.existe (pas|plus)|n.est plus)",
        r"erreur 404|(página|artículo|contenido|noticia)<S>"
        r"(no (se ha |fue |ha sido )?encontrad[oa]|(ya )?no existe|ya no está|no se encuentra)",
        r"(pagina|articolo|contenuto)<S>(non (è stat[oa] )?trovat[oa]|non esiste)|errore 404",
        r"(página|artigo|conteúdo)<S>(não (foi )?encontrad[oa]|não existe)|erro 404",
        r"(ページ|記事)[がは][^。\n]{0,30}(見つかりません|存在しません|削除され|終了し|ございません)",
        r"お探しの(ページ|記事)",
        r"(страниц[аыу]|стать[яию]|материал)<S>(не найден|не существует|удал[её]н|больше не)",
        r"ошибка 404|помилка 404",
        r"(сторінк[аиу]|статт[яіюї]|матеріал)<S>(не (було )?знайден|не існує|видален|більше не)",
    ),
}

#: Headlines that no article has: the whole of one, but for the outlet's name.
TITLES = {
    CHALLENGE: re.compile(
        r"\W*(just a moment|one moment,? please|please wait|attention required|access denied|"
        r"security check|are you (a )?(human|robot)|robot or human|pardon our interruption|"
        r"(nur )?einen (moment|augenblick)|un instant|un momento|um momento|"
        r"しばらくお待ちください|один момент|подождите|зачекайте|хвилинку)\b\W*(\||[-–—:]|$)",
        re.IGNORECASE,
    ),
    SOFT_404: re.compile(
        r"\W*(404|error 404|page not found|not found|seite nicht gefunden|page introuvable|"
        r"página no encontrada|pagina non trovata|página não encontrada|"
        r"ページが見つかりません|страница не найдена|сторінку не знайдено)\b\W*(\||[-–—:]|$)",
        re.IGNORECASE,
    ),
}
