"""The field's terms as stored values; what readers see is in commentary.scoring."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NameOrder(models.TextChoices):
    GIVEN_FIRST = "given_first", _("given name first")
    FAMILY_FIRST = "family_first", _("family name first")


class IdentifierScheme(models.TextChoices):
    WIKIDATA = "wikidata", "Wikidata"
    ORCID = "orcid", "ORCID"


class PropositionKind(models.TextChoices):
    ASSESSMENT = "assessment", _("assessment: it is so")
    FORECAST = "forecast", _("forecast: it will be so")
    POLICY = "policy", _("policy: it should be so")


class PropositionState(models.TextChoices):
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


class OccasionKind(models.TextChoices):
    INTERVIEW = "interview", _("interview")
    BROADCAST = "broadcast", _("broadcast")
    SPEECH = "speech", _("speech")
    POST = "post", _("post")
    LETTER = "letter", _("open letter")
    OPINION = "opinion", _("signed opinion piece")
    COMMENT = "comment", _("comment to an outlet")


class DatePrecision(models.TextChoices):
    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")


class DateBasis(models.TextChoices):
    STATED = "stated", _("the text says when")
    PUBLISHED = "published", _("day of publication")
    INFERRED = "inferred", _("inferred")


class StatementType(models.TextChoices):
    DIRECT = "direct", _("direct")
    INDIRECT = "indirect", _("indirect")
    MIXED = "mixed", _("mixed")


class Medium(models.TextChoices):
    SPEECH = "speech", _("said")
    WRITING = "writing", _("wrote")
    THOUGHT = "thought", _("thinks")


class NonAnswer(models.TextChoices):
    """What somebody who was asked did in place of answering."""

    DECLINED = "declined", _("declined to answer")
    NO_COMMENT = "no_comment", _("no comment")
    EVADED = "evaded", _("evaded the question")
    OTHER_QUESTION = "other_question", _("answered another question")


class StatementState(models.TextChoices):
    PROPOSED = "proposed", _("awaiting review")
    ACCEPTED = "accepted", _("accepted as said")
    REJECTED = "rejected", _("rejected")


class PassageState(models.TextChoices):
    AWAITING = "awaiting", _("awaiting review")
    DECIDED = "decided", _("decided")


class Rendering(models.TextChoices):
    """How the words came to us."""

    ORIGINAL = "original", _("original words")
    TRANSLATION = "translation", _("translation")
    TRANSCRIPT = "transcript", _("transcript")
    MACHINE_TRANSCRIPT = "machine_transcript", _("machine transcript")
    DIGEST = "digest", _("digest")
    PARAPHRASE = "paraphrase", _("paraphrase")


class EvidenceState(models.TextChoices):
    ANCHORED = "anchored", _("anchored in a stored text")
    WITHHELD = "withheld", _("read it at the source")


class EvidenceLive(models.TextChoices):
    """What the newest text of the article says now."""

    PRESENT = "present", _("present")
    ALTERED = "altered", _("altered")
    REMOVED = "removed", _("removed")
    WITHDRAWN = "withdrawn", _("article withdrawn")


class StatementFate(models.TextChoices):
    """What became of a statement, as one text prints it, in the newest text of that article."""

    KEPT = "kept", _("kept")
    ALTERED = "altered", _("quote altered")
    REMOVED = "removed", _("quote removed")
    REATTRIBUTED = "reattributed", _("attribution changed")


class Stance(models.TextChoices):
    FAVOR = "favor", _("favor")
    AGAINST = "against", _("against")
    MIXED = "mixed", _("mixed")
    UNCLEAR = "unclear", _("unclear")
    DECLINED = "declined", _("declined to answer")


class Strength(models.TextChoices):
    """How strongly it was put; empty where the words are a paraphrase or translation."""

    PLAIN = "plain", _("plain")
    STRONG = "strong", _("strong")


class Certainty(models.TextChoices):
    PLAIN = "plain", _("without reservation")
    HEDGED = "hedged", _("hedged")


class PositionState(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    PUBLISHED = "published", _("published")
    REJECTED = "rejected", _("rejected")


class Proposer(models.TextChoices):
    CURATOR = "curator", _("curator")
    ASSESSOR = "assessor", _("assessor")
    IMPORT = "import", _("import")
    KEY = "key", _("API key")


class EndedReason(models.TextChoices):
    """Why a public record stopped being current."""

    CORRECTED = "corrected", _("corrected")
    RETRACTED = "retracted by the expert", _("retracted by the expert")
    MISATTRIBUTED = "misattributed", _("misattributed")
    OUR_ERROR = "our error", _("our error")
    MERGED = "merged", _("merged")
    REWORDED = "reworded", _("reworded")
    RECOMPUTED = "recomputed", _("the timeline changed")


class ChangeKind(models.TextChoices):
    REVERSAL = "reversal", _("reversal")
    SOFTENING = "softening", _("softening")
    HARDENING = "hardening", _("hardening")


class ChangeState(models.TextChoices):
    POSSIBLE = "possible", _("possible")
    CONFIRMED = "confirmed", _("confirmed")
    WITHDRAWN = "withdrawn", _("withdrawn")


class ReadingState(models.TextChoices):
    OWED = "owed", _("owed")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class RecordKind(models.TextChoices):
    """The public acts, in the order of the API contract; each is one event type."""

    STATEMENT_PUBLISHED = "statement.published", _("statement published")
    POSITION_PUBLISHED = "position.published", _("position published")
    POSITION_SUPERSEDED = "position.superseded", _("position superseded")
    POSITION_RETRACTED = "position.retracted", _("position retracted")
    POSITION_DISPUTED = "position.disputed", _("position disputed")
    CHANGE_CONFIRMED = "change.confirmed", _("change of stance confirmed")
    CHANGE_WITHDRAWN = "change.withdrawn", _("change of stance withdrawn")
    EVIDENCE_ALTERED = "evidence.altered", _("evidence altered")
    ARTICLE_REVISED = "article.revised", _("article revised")
    CORRECTION_DECIDED = "correction.decided", _("correction decided")
    EXPERT_MERGED = "expert.merged", _("expert merged")
    PROPOSITION_REWORDED = "proposition.reworded", _("proposition reworded")
    PROPOSITION_CLOSED = "proposition.closed", _("proposition closed")
    RECORD_RESTRICTED = "record.restricted", _("record restricted")
    RECORD_ERASED = "record.erased", _("record erased")
    ENDPOINT_TEST = "endpoint.test", _("test of an endpoint")


class StanceWord(models.TextChoices):
    """A stance in readers' words, by the kind of proposition (commentary.scoring chooses).

    The value is what the API and events say, the same for ever; the label is for pages.
    """

    HOLDS = "holds", _("holds")
    DISPUTES = "disputes", _("disputes")
    EXPECTS = "expects", _("expects")
    DOES_NOT_EXPECT = "does not expect", _("does not expect")
    SUPPORTS = "supports", _("supports")
    OPPOSES = "opposes", _("opposes")
    MIXED = "takes a mixed view", _("takes a mixed view")
    UNCLEAR = "takes no clear stand", _("takes no clear stand")
    DECLINED = "declined to answer", _("declined to answer")


class StrengthWord(models.TextChoices):
    STRONG = "strongly put", _("strongly put")
    PLAIN = "plainly put", _("plainly put")
    UNKNOWN = "strength not known", _("strength not known")


class CertaintyWord(models.TextChoices):
    PLAIN = "without reservation", _("without reservation")
    HEDGED = "with reservation", _("with reservation")


class WordingFault(models.TextChoices):
    """What may be wrong with the wording of a proposition (commentary.wording finds it)."""

    EMPTY = "empty", _("It is empty: write one sentence that can be held or denied.")
    TOO_LONG = "too_long", _("It is longer than 300 characters: keep one claim.")
    QUESTION = "question", _("It is a question: write the answer that can be held or denied.")
    SENTENCES = "sentences", _("It has more than one sentence: keep one claim.")
    MOVING_TIME = "moving_time", _('It says "now" or "recent": name the period.')
    NEGATION = "negation", _("It is negated: word it so that favor means agreeing.")
    NO_DATE = "no_date", _("A forecast carries its date.")


class Asker(models.TextChoices):
    """Who says that a record is wrong."""

    SUBJECT = "subject", _("the person quoted")
    OUTLET = "outlet", _("the outlet")
    READER = "reader", _("a reader")


class Claim(models.TextChoices):
    """What is said to be wrong with a record."""

    WRONG_PERSON = "wrong person", _("somebody else said it")
    NOT_SAID = "not said", _("it was not said like that")
    OUT_OF_CONTEXT = "out of context", _("taken out of context")
    WRONG_STANCE = "wrong stance", _("the stance is judged wrongly")
    TRANSLATION = "translation", _("the translation is wrong")
    DATE = "date", _("the date is wrong")
    UNLAWFUL = "unlawful", _("it must not be shown")


class CorrectionState(models.TextChoices):
    RECEIVED = "received", _("received")
    UNDER_REVIEW = "under_review", _("under review")
    UPHELD = "upheld", _("upheld")
    PARTLY_UPHELD = "partly_upheld", _("partly upheld")
    DECLINED = "declined", _("declined")


class SearchKind(models.TextChoices):
    """What can be found, in the order in which it is listed."""

    EXPERT = "expert", _("people")
    PROPOSITION = "proposition", _("propositions")
    POSITION = "position", _("positions")
    STATEMENT = "statement", _("statements")


class FoundBy(models.TextChoices):
    """How well a record answers a search."""

    NAME = "name", _("its whole name or wording")
    TITLE = "title", _("words of its title")
    TEXT = "text", _("words in it")
    NEAR = "near", _("a name written nearly so")


class TombstoneKind(models.TextChoices):
    """What a tombstone stands for."""

    EXPERT = "expert", _("expert")
    STATEMENT = "statement", _("statement")
    POSITION = "position", _("position")
    CHANGE = "change", _("change of stance")
    CORRECTION = "correction", _("correction request")
    INTERVIEW = "interview", _("interview")


class TombstoneReason(models.TextChoices):
    """Why a record is restricted or erased, in a word that names nobody."""

    UNLAWFUL = "unlawful", _("it must not be shown")
    OBJECTION = "objection", _("the person objected")
    NO_PUBLIC_ROLE = "no public role", _("the person has no public role")
    WRONG_PERSON = "wrong person", _("it is about somebody else")
    COURT_ORDER = "court order", _("a court ordered it")
    OUR_ERROR = "our error", _("our error")
