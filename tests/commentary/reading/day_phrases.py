"""More ways of telling a day, each in one sentence of a text of `day_cases.THURSDAY`.

The day is that of the last statement found. Sentences that the reader gets wrong stay: the known
misses are named in the test.
"""

SHORT = (
    (
        "Marit Solvang told the Courier in an interview published on 15 May that it held.",
        "2025-05-15 day stated",
    ),
    (
        "In an interview with the Courier published last Friday, Marit Solvang said it held.",
        "2025-05-30 day stated",
    ),
    (
        '"The quay is safe," Marit Solvang, a pilot, told Harbour Radio on Wednesday.',
        "2025-06-04 day stated",
    ),
    (
        "In a statement on Monday, the harbour master, Marit Solvang, said the quay was safe.",
        "2025-06-02 day stated",
    ),
    (
        '"The quay is safe," said Marit Solvang during a visit to Norhaven on 1 June.',
        "2025-06-01 day stated",
    ),
    (
        "Marit Solvang said in a post on X late on Wednesday that the quay was safe.",
        "2025-06-04 day stated",
    ),
    (
        "Marit Solvang said at the annual Pilots' Forum in Norhaven in October 2024 that it held.",
        "2024-10-01 month stated",
    ),
    ("Back in 2016, Marit Solvang predicted that the quay would sink.", "2016-01-01 year stated"),
    ("In her 2017 book, Marit Solvang argued that the quay would sink.", "2017-01-01 year stated"),
    ("Marit Solvang wrote in a 2020 paper that the quay would sink.", "2020-01-01 year stated"),
    (
        "As recently as March, Marit Solvang insisted that the quay was safe.",
        "2025-03-01 month stated",
    ),
    ("Marit Solvang said on Jan. 6, 2021, that the quay was safe.", "2021-01-06 day stated"),
    ("On 6 January 2021 Marit Solvang said the quay was safe.", "2021-01-06 day stated"),
    (
        "Marit Solvang, speaking on the sidelines of a conference on 4 June, said it held.",
        "2025-06-04 day stated",
    ),
    (
        "The quay is safe, Marit Solvang said on Tuesday, two days before the vote.",
        "2025-06-03 day stated",
    ),
    (
        "Hours after the vote on Wednesday, Marit Solvang said the quay was safe.",
        "2025-06-04 day inferred",
    ),
    ('Marit Solvang said on Tuesday evening: "The quay is safe."', "2025-06-03 day stated"),
    (
        "In an open letter dated 2 June, Marit Solvang called for the quay to be closed.",
        "2025-06-02 day stated",
    ),
    (
        "Marit Solvang said in a television interview aired on Sunday that the quay was safe.",
        "2025-06-01 day stated",
    ),
    ("Earlier on Thursday, Marit Solvang said the quay was safe.", "2025-06-05 day stated"),
    (
        "“The quay is safe,” Marit Solvang said Monday at a news conference in Norhaven.",
        "2025-06-02 day stated",
    ),
    ("Marit Solvang told lawmakers in April that the quay was safe.", "2025-04-01 month stated"),
    ("Marit Solvang said last November that the quay was safe.", "2024-11-01 month stated"),
    ("Marit Solvang said the week before last that the quay was safe.", "2025-05-01 month stated"),
    ("A month ago, Marit Solvang said the quay was safe.", "2025-05-01 month stated"),
    ("Marit Solvang said a year ago that the quay was safe.", "2024-01-01 year stated"),
    ("Just two weeks ago Marit Solvang said the quay was safe.", "2025-05-01 month stated"),
    (
        "According to Marit Solvang, who spoke on Wednesday, the quay is safe.",
        "2025-06-04 day stated",
    ),
    (
        "Speaking to reporters on Wednesday, Marit Solvang denied that the quay was unsafe.",
        "2025-06-04 day stated",
    ),
    (
        "Marit Solvang said Friday's storm had shown that the quay was safe.",
        "2025-06-05 day published",
    ),
    ("Marit Solvang said that on Tuesday the quay would be closed.", "2025-06-05 day published"),
    ("The quay will reopen on 12 June, Marit Solvang said.", "2025-06-05 day published"),
    (
        "Marit Solvang, who was appointed in 2019, said the quay was safe.",
        "2025-06-05 day published",
    ),
    (
        "Marit Solvang, the 2022 pilot of the year, said the quay was safe.",
        "2025-06-05 day published",
    ),
    ("Marit Solvang has warned since 2019 that the quay would sink.", "2025-06-05 day published"),
    (
        "Marit Solvang said that since Monday nobody had been allowed on the quay.",
        "2025-06-05 day published",
    ),
    (
        "Reacting to Tuesday's ruling, Marit Solvang said the quay was safe.",
        "2025-06-05 day published",
    ),
    (
        "Commenting on the ruling on Wednesday, Marit Solvang said the quay was safe.",
        "2025-06-04 day stated",
    ),
    (
        '"The quay is safe," Marit Solvang said in a speech in Norhaven on Saturday, May 31.',
        "2025-05-31 day stated",
    ),
    ('"The quay is safe," Marit Solvang said in a June 2 interview.', "2025-06-02 day stated"),
    (
        "In remarks to the Courier on 30/05/2025, Marit Solvang said the quay was safe.",
        "2025-05-30 day stated",
    ),
    ("In remarks on 5/30/2025, Marit Solvang said the quay was safe.", "2025-05-30 day stated"),
    ("Marit Solvang said on May 30th, 2025 that the quay was safe.", "2025-05-30 day stated"),
    ("Marit Solvang said at the weekend that the quay was safe.", "2025-06-01 month inferred"),
    ("Marit Solvang said over the weekend that the quay was safe.", "2025-06-01 month inferred"),
    ("When reached on Tuesday, Marit Solvang said the quay was safe.", "2025-06-03 day stated"),
    (
        "Reached by phone on Tuesday, Marit Solvang said the quay was safe.",
        "2025-06-03 day stated",
    ),
    (
        "In a telephone interview from Norhaven on Tuesday, Marit Solvang said the quay was safe.",
        "2025-06-03 day stated",
    ),
    ("Marit Solvang testified on Tuesday that the quay was safe.", "2025-06-03 day stated"),
    (
        "In a tweet sent at 10 p.m. on Tuesday, Marit Solvang said the quay was safe.",
        "2025-06-03 day stated",
    ),
    (
        "Norhaven, 4 June (Reuters) - Marit Solvang said the quay was safe.",
        "2025-06-04 day stated",
    ),
    ("NORHAVEN (AP) — Marit Solvang said Wednesday the quay was safe.", "2025-06-04 day stated"),
    ("Marit Solvang first said in 2015 that the quay would sink.", "2015-01-01 year stated"),
    ("Marit Solvang said in the 1990s that the quay would sink.", "1990-01-01 year inferred"),
    ("Marit Solvang said in mid-May that the quay was safe.", "2025-05-01 month stated"),
    ("Marit Solvang said in spring 2023 that the quay was safe.", "2023-01-01 year stated"),
    ("In summer 2023, Marit Solvang said the quay was safe.", "2023-01-01 year stated"),
    (
        "At a press briefing this Tuesday, Marit Solvang said the quay was safe.",
        "2025-06-03 day stated",
    ),
    (
        "Marit Solvang said at Wednesday's press conference that the quay was safe.",
        "2025-06-04 day stated",
    ),
    (
        "During Wednesday night's debate, Marit Solvang said the quay was safe.",
        "2025-06-04 day stated",
    ),
    ("On the evening of 3 June, Marit Solvang said the quay was safe.", "2025-06-03 day stated"),
    (
        "On Wednesday, the council met in Norhaven, where Marit Solvang said the quay was safe.",
        "2025-06-04 day stated",
    ),
    ("Marit Solvang said on Tuesday that in 2019 nobody had listened.", "2025-06-03 day stated"),
    ("In 2019, Marit Solvang said on Tuesday, nobody had listened.", "2025-06-03 day stated"),
    (
        'Marit Solvang will speak on Monday. "The quay is safe," Marit Solvang said.',
        "2025-06-05 day published",
    ),
    (
        "Marit Solvang recently told the Courier that the quay was safe.",
        "2025-06-01 month inferred",
    ),
)
