"""More texts in which nobody is reported: leaflets, menus, rules, tables. All is invented."""

HANDOUTS = {
    "menu": """\
The Net Loft – dinner menu

Starters
Smoked eel, rye, pickled onion 145
“Yesterday’s” bread and butter 45

Mains
Cod “as the captain likes it”, peas 265
Mussels for two, who says no to chips? 310

All dishes may contain traces of nuts. Tell your waiter if you have an allergy. The chef \
recommends the cod.
Service is not included.""",
    "property": """\
Flat for sale, Quay Street 12

Asking price 3,200,000. Two bedrooms, 71 square metres, third floor, lift.

A bright corner flat with what the surveyor described as a sound roof. The kitchen was renewed\
 in 2021. Neighbours say it is quiet. The balcony promises evening sun.

Viewing on Sunday 12–13, or by appointment. Contact the agent, Anna Berg, on 555 0172. Energy \
class D.
The seller states that the boiler works. Buyers are advised to make their own survey.""",
    "public notice": """\
PUBLIC NOTICE

Norhaven Council gives notice that it proposes to close Rope Lane to vehicles from 1 June to \
30 August.

The purpose of the order is to allow works which the water company says are needed. The \
council states that access for residents will be kept.

Any person who wishes to object may write to the town clerk by 20 May, giving reasons. \
Objections received will be reported to the committee.

A copy of the order and a map can be seen at the Town Hall, Monday to Friday, 9 a.m. to 4 p.m.
Dated 28 April. Per Lund, town clerk.""",
    "leaflet": """\
What this medicine is and what it is used for
Solvane contains a mild pain reliever.

What you need to know before you take it
Do not take Solvane if your doctor has told you that you have an ulcer. Tell your doctor or \
pharmacist if you are taking other medicines. If you think that you may be pregnant, ask for \
advice.

How to take it
Adults: one tablet every six hours. Do not take more than the label says.

Possible side effects
Some patients report headaches. Studies suggest that one in a hundred people feel sick. If you\
 notice anything not mentioned here, tell your pharmacist.""",
    "school": """\
Newsletter of Quayside School, week 19

Dear parents,
Class 4 visited the lighthouse on Tuesday. The keeper told them about storms, and everybody \
asked questions.

Reminders
• School photos on Thursday. Please tell your child to smile.
• Lost property: if you believe that something is yours, say so before Friday.
• The library asks for all books back by 1 June.

The summer concert is on 12 June at 18:00. Mrs Holm says thank you to all who baked.""",
    "lyrics": """\
The Quay Song

She said that she would wait for me
Down by the harbour wall
I told her that I loved the sea
She said, “You fool, that’s all.”

Oh, what did the pilot say, my boys,
What did the pilot say?
He said the tide would turn, my boys,
And carry us away.""",
    "quiz": """\
Quiz: how well do you know the harbour?

1. Who said “I see no ships”?
a) An admiral  b) A pilot  c) Your aunt
2. Which king claimed that he could stop the tide?
3. What does a pilot ask for when he says “ladder to port”?
4. True or false: Gull Island is said to be haunted.
5. In what year did the council announce the bridge?

Answers: 1a, 3 “a ladder on the left”, 4 true, 5 1998. If you had five right, call yourself a \
pilot.""",
    "release notes": """\
tidetable 2.4

New
- The chart now says when the tide turns.
- `--ask` asks for the port.

Fixed
- A crash that users reported on the last day of the month.
- The log claimed that nothing was wrong. It was.
- Jonas Ekdahl noticed that the colours were swapped. Thank you!

Removed
- The old map, which the manual said would go.""",
    "bibliography": """\
Further reading

Berg, Anna. “They Said the Sea Was Full.” Journal of Port History 14 (2003): 12–40.
Ekdahl, Jonas. What the Pilots Knew. Norhaven: Tideline, 2011.
Holm, Berit, and Per Lund. “Claims and Counter-Claims: Who Owned the Quay?” In Ports in \
Dispute, edited by Marit Solvang, 55–80. Storvik: Harbour Press, 1999.
Solvang, Marit. “‘I Was Told to Wait’: Testimony of Dockers.” Oral History Today 7, no. 2 \
(2019): 101–130.""",
    "charity": """\
Give a child a summer at sea

For 400 you can send a child to our camp on Gull Island. Many of the children we meet have \
never seen the sea. They tell us that they dream of it.

What your gift does
• 50 pays for a life jacket
• 150 pays for a day on the boat
• 400 pays for a week

We promise that every coin goes to the camp. Our accounts say so. Please give what you can, \
and tell your friends.

Account 5550 11 22333. Text SEA to 5550.""",
    "about": """\
About the Institute

The Institute for Harbour Studies is an independent research body in Norhaven. It was founded \
in 1961 and employs forty people.

We believe that ports belong to those who live by them. We study how goods move, how towns \
change and what people say about both. Our reports are free.

Our work has shown that small ports can pay their way. We advise ministries, and we argue for \
open data.

Director: Marit Solvang. Address: Quay Street 1. Tel: 555 0100.""",
    "racing": """\
Norhaven Downs, Saturday, going good to soft

2.10 Harbour Maiden Stakes: 1 SAY NO MORE (A. Berg) 4-1; 2 Claimant (J. Lund) 9-2; 3 Tell Me \
(P. Dahl) evens fav
2.45 Quay Handicap: 1 PROMISE (K. Nilsen) 12-1; 2 He Said She Said (A. Berg) 3-1
3.20 Pilot Cup: 1 ACCORDING TO ME (O. Vik) 7-4 fav. Stewards’ inquiry announced; placings \
unaltered.

Tote: win 5.20; places 1.80, 2.10. Tricast 84.30.""",
    "course": """\
SOC214 Talking About the Sea (10 credits)

Lecturer: Dr Marit Solvang. Teaching: two hours a week, spring. Language: English.

The course asks how people speak about water. Students read Ekdahl, who claims that the sea \
has no history, and Holm, who denies it. We discuss what pilots say, what maps tell us, and \
why officials insist on numbers.

Assessment: an essay of 4,000 words. Students are expected to have said something in every \
seminar.
Reading list: see below. Prerequisites: none.""",
    "safety": """\
Safety on board

Please listen while the crew explains where your life jacket is. If you hear seven short \
blasts, go to your assembly station and do as you are told.

Children: tell them not to run.
Smoking: the captain says no.
Doors: mind the step.

If you believe that somebody has fallen into the water, shout “man overboard”, point, and keep\
 pointing. Report it to the crew at once. Do not assume that somebody else has said so.""",
    "poll table": """\
Survey: Do you trust the port authority?

Yes 41 (+2)
No 38 (-3)
Don’t know, would not say 21 (+1)

Question: “Some say that the port should be sold. Do you agree or disagree?”
Agree 22, disagree 61, no answer 17.

Method: 1,012 adults in Norhaven, asked by telephone, 3–7 May. Margin of error 3 points. \
Figures may not add up to 100.""",
    "lost": """\
Lost and found

LOST: grey cat, answers to “Captain”, Quay Street. Reward. Ring Kari, 555 0133.
FOUND: one oar, Gull Island ferry. Owner to say which side.
LOST: my grandmother’s ring, near the Rope Walk. She said it was lucky.
FOUND: pair of glasses, reading, red case. Ask at the harbour office.
WANTED: anyone who saw the collision at Quay 4 on Monday and can tell the insurers what \
happened.""",
    "horoscope2": """\
Daily horoscope

Capricorn (22 Dec – 20 Jan): The stars say that patience pays. A colleague claims credit for \
your work; let it pass.
Aquarius (21 Jan – 19 Feb): You are told a secret. Keep it. Jupiter promises luck on Thursday.
Pisces (20 Feb – 20 Mar): Someone says what you have long thought. Your ruling planet advises \
rest.""",
    "award": """\
Norhaven Harbour Prizes – winners

Pilot of the year: Jonas Ekdahl
The jury’s reasons: “A steady hand and a dry wit.”
Best pier: Pier 9, Storvik
The jury’s reasons: “It says what it is.”
Book of the year: Marit Solvang, The Long Quay
The jury’s reasons: “Tells the truth about wind.”
Honorary prize: Berit Holm, for fifty years at the lock""",
    "itinerary": """\
Cruise programme, day by day

Day 1. Norhaven. Embarkation from 14:00. The captain welcomes you and explains the voyage.
Day 2. Gull Island. Walk to the bell which, legend says, rings before a storm.
Day 3. At sea. Talk by Marit Solvang: “What Lighthouses Told Us”. Tasting of rum.
Day 4. Storvik. Guides tell the story of the great fire. Free afternoon.
Day 5. Norhaven. Disembarkation after breakfast. We say goodbye.""",
}
