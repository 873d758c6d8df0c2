"""On which day it was said: cases as journalists write them, for the table in `test_days.py`.

Each of CASES was written before the rules were, and none is left out because the reader gets it
wrong: the known misses are named in the test.
"""

from datetime import date
from typing import NamedTuple

THURSDAY = date(2025, 6, 5)
"""When a case's text was published, unless it says otherwise."""


class Case(NamedTuple):
    """A text and what is to be found of the statement that holds the words `said`.

    `day` is "2025-06-03 day stated", or "" where nothing is known.
    """

    name: str
    text: str
    said: str
    day: str
    published: date | None = THURSDAY


CASES = (
    # Weekdays
    Case(
        "on a weekday behind the cue",
        "The quay is safe, Marit Solvang said on Tuesday.",
        "safe",
        "2025-06-03 day stated",
    ),
    Case(
        "a bare weekday between cue and clause",
        "Marit Solvang said Tuesday the quay would open in autumn.",
        "would open",
        "2025-06-03 day stated",
    ),
    Case(
        "a weekday in the words is not the day of saying",
        "Marit Solvang said the quay would open on Tuesday.",
        "would open",
        "2025-06-05 day published",
    ),
    Case(
        "a weekday that is the subject of the words",
        "Marit Solvang said Tuesday was the worst day of the strike.",
        "worst day",
        "2025-06-05 day published",
    ),
    Case(
        "a listener before the weekday, another weekday in the words",
        "Marit Solvang told reporters on Tuesday that the pilots would strike on Friday.",
        "strike",
        "2025-06-03 day stated",
    ),
    Case(
        "the day of publication is a weekday too",
        '"We are ready," Marit Solvang said on Thursday.',
        "ready",
        "2025-06-05 day stated",
    ),
    Case(
        "last with the weekday of today is a week ago",
        '"We are ready," Marit Solvang said last Thursday.',
        "ready",
        "2025-05-29 day stated",
    ),
    Case(
        "in front of the sentence",
        "On Monday, Marit Solvang warned that the breakwater was cracking.",
        "cracking",
        "2025-06-02 day stated",
    ),
    Case(
        "between speaker and cue",
        "Marit Solvang on Wednesday urged the council to close the old pier.",
        "close",
        "2025-06-04 day stated",
    ),
    Case(
        "a part of the day",
        '"It held," Marit Solvang told a crowd in Norhaven late Sunday night.',
        "held",
        "2025-06-01 day stated",
    ),
    Case(
        "a weekday of last week",
        "Marit Solvang said on Tuesday last week that the tugs were too old.",
        "tugs",
        "2025-05-27 day stated",
    ),
    Case(
        "the hearing of a weekday",
        '"Nobody asked the pilots," Marit Solvang said at Monday\'s hearing.',
        "Nobody",
        "2025-06-02 day stated",
    ),
    Case(
        "before the vote of a weekday says nothing of the day",
        '"Nobody asked the pilots," Marit Solvang said ahead of Tuesday\'s vote.',
        "Nobody",
        "2025-06-05 day published",
    ),
    Case(
        "an aside about another weekday",
        "Marit Solvang, who will meet the pilots on Monday, said the offer was fair.",
        "fair",
        "2025-06-05 day published",
    ),
    Case(
        "an aside that names the event",
        "Marit Solvang, speaking at the harbour fair on Saturday, said the offer was fair.",
        "offer",
        "2025-05-31 day stated",
    ),
    Case(
        "another clause's weekday",
        "The old quay gave way on Tuesday, and Marit Solvang said nobody was surprised.",
        "surprised",
        "2025-06-05 day published",
    ),
    Case(
        "what will be broadcast is not yet heard",
        "Marit Solvang said in an interview to be broadcast on Sunday that the quay would close.",
        "close",
        "2025-06-05 day published",
    ),
    Case(
        "two speakers, two weekdays: the first",
        "Marit Solvang said on Monday that the quay was safe, and Jonas Ekdahl said on Tuesday "
        "that it was not.",
        "safe",
        "2025-06-02 day stated",
    ),
    Case(
        "two speakers, two weekdays: the second",
        "Marit Solvang said on Monday that the quay was safe, and Jonas Ekdahl said on Tuesday "
        "that it was not.",
        "it was not",
        "2025-06-03 day stated",
    ),
    # Days told from the day of publication
    Case(
        "yesterday",
        "Marit Solvang said yesterday that the ferry was late again.",
        "ferry",
        "2025-06-04 day stated",
    ),
    Case(
        "yesterday evening",
        '"I saw it sink," Marit Solvang told the Courier yesterday evening.',
        "sink",
        "2025-06-04 day stated",
    ),
    Case(
        "today",
        "Marit Solvang announced today that the harbour office will move.",
        "move",
        "2025-06-05 day stated",
    ),
    Case(
        "last night",
        'Last night Marit Solvang tweeted: "The crane is down."',
        "crane",
        "2025-06-04 day stated",
    ),
    Case(
        "this morning",
        '"There is no oil in the water," Marit Solvang said this morning.',
        "oil",
        "2025-06-05 day stated",
    ),
    Case(
        "days ago, in a word",
        "Three days ago Marit Solvang said that the dredging was done.",
        "dredging",
        "2025-06-02 day stated",
    ),
    Case(
        "days ago, in a figure",
        "Marit Solvang said 10 days ago that the dredging was done.",
        "dredging",
        "2025-05-26 day stated",
    ),
    Case(
        "tomorrow in the words",
        "Marit Solvang said the ferry would sail tomorrow.",
        "sail",
        "2025-06-05 day published",
    ),
    Case(
        "the day before yesterday",
        "Marit Solvang said the day before yesterday that the ferry would sail.",
        "sail",
        "2025-06-03 day stated",
    ),
    # Weeks, months, years
    Case(
        "last week",
        '"The sand is gone," Marit Solvang said last week.',
        "sand",
        "2025-05-01 month stated",
        date(2025, 5, 22),
    ),
    Case(
        "last week, over the end of a month",
        '"The sand is gone," Marit Solvang said last week.',
        "sand",
        "2025-05-01 month inferred",
    ),
    Case(
        "earlier this week",
        "Earlier this week, Marit Solvang said the sand was gone.",
        "sand",
        "2025-06-01 month stated",
    ),
    Case(
        "earlier this month",
        "Marit Solvang said earlier this month that the sand was gone.",
        "sand",
        "2025-06-01 month stated",
    ),
    Case(
        "last month",
        "The sand is gone, Marit Solvang wrote last month.",
        "sand",
        "2025-05-01 month stated",
    ),
    Case(
        "in a month gone by",
        "In March, Marit Solvang said the lighthouse would stay lit.",
        "lighthouse",
        "2025-03-01 month stated",
    ),
    Case(
        "in a month that is last year's",
        "In November, Marit Solvang said the lighthouse would stay lit.",
        "lighthouse",
        "2024-11-01 month stated",
    ),
    Case(
        "at a conference in a month and year",
        "Marit Solvang told a conference in Norhaven in May 2023 that the lighthouse would stay.",
        "lighthouse",
        "2023-05-01 month stated",
    ),
    Case(
        "in a year",
        "In 2019, Marit Solvang called the lighthouse a ruin.",
        "ruin",
        "2019-01-01 year stated",
    ),
    Case(
        "a speech of a year",
        'In a 2018 speech, Marit Solvang said: "The lighthouse is ours."',
        "ours",
        "2018-01-01 year stated",
    ),
    Case(
        "last year",
        "Marit Solvang said last year that the lighthouse would never be sold.",
        "sold",
        "2024-01-01 year stated",
    ),
    Case(
        "two years ago",
        "Two years ago, Marit Solvang said the lighthouse would never be sold.",
        "sold",
        "2023-01-01 year stated",
    ),
    Case(
        "a year in an apposition",
        "Marit Solvang, harbour master since 2019, said the lamp was out.",
        "lamp",
        "2025-06-05 day published",
    ),
    Case(
        "a year in the words",
        "Marit Solvang said the lamp had been out since March 2021.",
        "lamp",
        "2025-06-05 day published",
    ),
    Case(
        "late in a year",
        "Marit Solvang said in late 2022 that the lamp would be repaired.",
        "lamp",
        "2022-01-01 year stated",
    ),
    Case(
        "months ago",
        "Six months ago Marit Solvang promised that the lamp would be repaired.",
        "lamp",
        "2024-12-01 month stated",
    ),
    # Dates
    Case(
        "an interview published on a date",
        "The lamp is out, Marit Solvang said in an interview published 15 May.",
        "lamp",
        "2025-05-15 day stated",
    ),
    Case(
        "on the sidelines, on a date",
        "Marit Solvang told the Courier on the sidelines of a pilots' meeting on 4 June that the "
        "fog signal had failed.",
        "fog signal",
        "2025-06-04 day stated",
    ),
    Case(
        "the American order, with a year",
        'On May 20, 2024, Marit Solvang said: "The fog signal works."',
        "works",
        "2024-05-20 day stated",
    ),
    Case(
        "an ordinal",
        "Marit Solvang said on the 3rd of April that the fog signal worked.",
        "worked",
        "2025-04-03 day stated",
    ),
    Case(
        "a date of last year without its year",
        "Marit Solvang said on Dec. 28 that the fog signal worked.",
        "worked",
        "2024-12-28 day stated",
    ),
    Case(
        "digits in an unambiguous order",
        "In a statement dated 23/05/2025, Marit Solvang denied that the signal had failed.",
        "failed",
        "2025-05-23 day stated",
    ),
    Case(
        "digits as programmers write them",
        "Marit Solvang posted on 2025-06-02 that the signal had failed.",
        "failed",
        "2025-06-02 day stated",
    ),
    Case(
        "digits that can be two days give the year alone",
        "In a letter dated 03/04/2025, Marit Solvang denied that the signal had failed.",
        "failed",
        "2025-01-01 year stated",
    ),
    Case(
        "a weekday with its date",
        "Marit Solvang said on Friday, 23 May, that the signal had failed.",
        "failed",
        "2025-05-23 day stated",
    ),
    Case(
        "a day after publication cannot be",
        "Marit Solvang said on 12 August 2025 that the signal had failed.",
        "failed",
        "2025-06-05 day inferred",
    ),
    # Publication, datelines, texts without a date
    Case(
        "nothing stated",
        '"The signal works," Marit Solvang said.',
        "works",
        "2025-06-05 day published",
    ),
    Case(
        "nothing stated, and not known when it was published",
        '"The signal works," Marit Solvang said.',
        "works",
        "",
        None,
    ),
    Case(
        "a weekday of nobody knows which week",
        "The signal works, Marit Solvang said on Tuesday.",
        "works",
        "",
        None,
    ),
    Case(
        "a whole date needs no publication",
        "The signal works, Marit Solvang said on 4 June 2024.",
        "works",
        "2024-06-04 day stated",
        None,
    ),
    Case(
        "a dateline is the day of the report",
        'NORHAVEN, June 4 (AP) - "The signal works," Marit Solvang said.',
        "works",
        "2025-06-04 day stated",
    ),
    Case(
        "a weekday told from the dateline",
        "NORHAVEN, June 2 (Reuters) - The signal works, Marit Solvang said on Thursday.",
        "works",
        "2025-05-29 day stated",
    ),
    Case(
        "a dateline with its year, publication unknown",
        "NORHAVEN, 4 June 2024 — The signal works, Marit Solvang said today.",
        "works",
        "2024-06-04 day stated",
        None,
    ),
    # Later in the same article
    Case(
        "he goes on at the same event",
        "Marit Solvang said in an interview on Tuesday that the tide would turn.\n\n"
        '"We have waited long enough," she said.',
        "waited",
        "2025-06-03 day stated",
    ),
    Case(
        "an old quotation is not where he goes on",
        "The tide has turned, Marit Solvang said on Tuesday.\n\n"
        "In 2019 she said that it never would.\n\n"
        '"We have waited long enough," she said.',
        "waited",
        "2025-06-03 day stated",
    ),
    Case(
        "an old quotation keeps its own day",
        "The tide has turned, Marit Solvang said on Tuesday.\n\n"
        "In 2019 she said that it never would.\n\n"
        '"We have waited long enough," she said.',
        "never would",
        "2019-01-01 year stated",
    ),
    Case(
        "another person does not inherit",
        "The tide has turned, Marit Solvang said on Tuesday.\n\n"
        '"I doubt it," said Jonas Ekdahl, a pilot.',
        "doubt",
        "2025-06-05 day published",
    ),
    Case(
        "the event told in a sentence of its own",
        "Marit Solvang spoke to reporters in Norhaven on Monday.\n\n"
        '"The tide has turned," she said.',
        "turned",
        "2025-06-02 day stated",
    ),
    # Digests and interviews
    Case(
        "an entry of a digest has its day: the first",
        "June 2\n\nThe pilots will strike, Marit Solvang said.\n\n"
        "June 3\n\nThe pilots will not strike, Jonas Ekdahl said.",
        "will strike",
        "2025-06-02 day stated",
    ),
    Case(
        "an entry of a digest has its day: the second",
        "June 2\n\nThe pilots will strike, Marit Solvang said.\n\n"
        "June 3\n\nThe pilots will not strike, Jonas Ekdahl said.",
        "will not strike",
        "2025-06-03 day stated",
    ),
    Case(
        "an entry that opens with its day",
        "May 28: The pilots will strike, Marit Solvang said.\n\n"
        "May 30: The pilots will not strike, Jonas Ekdahl said on Thursday.",
        "will not strike",
        "2025-05-29 day stated",
    ),
    Case(
        "an interview says when it was held",
        "Marit Solvang is the harbour master of Norhaven. She spoke to the Courier on 2 June.\n\n"
        "Q: Will the quay hold?\n\nA: It will hold for another year, I think.\n\n"
        "Q: And your pilots, will they?\n\nA: They always have.",
        "another year",
        "2025-06-02 day stated",
    ),
)
