"""Texts in which nobody is reported: notices, listings, recipes, results. All is invented.

Each has what misleads a reader of news: names beside quotation marks, colons and dashes, verbs
of saying, questions. In none of them does anybody say anything.
"""

NOTICES = {
    "concerts": """\
Concerts in Norhaven this week

Friday 3 October
Harbour Hall, 19:30
Norhaven Sinfonia, conductor Marit Solvang
Programme: Holm, “Songs of the Quay”; Ekdahl, “He Said Goodbye” (first performance)
Tickets 180, under 25s 60. Doors open at 18:45.

Saturday 4 October
The Rope Walk, 21:00
The Tidemarks – “Tell Me No Lies” tour
Support: Jonas Ekdahl Trio
Tickets at the door.""",
    "exhibition": """\
Marit Solvang: What the Water Said
Norhaven Museum of Art, 12 March – 8 June

Forty drawings and a film made on the piers of the old harbour between 1998 and 2004. The \
artist asks what remains when a port closes, and suggests no answer.

Opening: Thursday 12 March, 18:00, with a speech by the mayor.
Artist’s talk: Sunday 22 March, 14:00. “Why I Draw Cranes”, in conversation with Jonas Ekdahl.\
 Guided tours on Saturdays at 13:00. Free admission for members.
Closed on Mondays.""",
    "job": """\
Harbour pilot (full time)
Norhaven Port Authority

We are looking for a pilot who speaks English and Norwegian. You report to the chief pilot, \
and you explain the rules of the port to visiting masters.

Your profile
• Master’s certificate, unlimited
• At least five years at sea
• You say what you think and think before you say it

We offer a permanent post, a pension and a boat. Applicants are told of the outcome by 1 May. \
Questions? Contact Marit Solvang, head of pilotage, tel. 555 0142.""",
    "deaths": """\
Death notices

EKDAHL – Jonas, of Quay Street, peacefully on 2 May, aged 84. Beloved husband of Ingrid, \
father of Anna and Erik. “The sea is calm tonight.” Funeral at St Olav’s on Friday 9 May at 11\
 a.m. Family flowers only.

HOLM – Berit, née Solvang, suddenly on 30 April. Sadly missed by her sisters and by all who \
knew her. “She never said an unkind word.” Private cremation.

SOLVANG – In loving memory of Per, who left us one year ago today. Always in our thoughts, \
Marit.""",
    "results": """\
Results, Saturday 14 February

Division One
Norhaven 2 (Ekdahl 14, Holm 77 pen) Storvik 1 (Berg 90)
Lillehavn 0 Eastport 0
Westport Rovers 3 (Solberg 3, 51, 60) Havneby 4 (Lund 8, 9, 12, 88)

Table: 1. Havneby 41; 2. Norhaven 38; 3. Eastport 33; 4. Storvik 30
Sent off: Berg (Storvik), dissent
Attendance: 1,204
Next round: Storvik v Lillehavn, Eastport v Norhaven (Sunday, 15:00)""",
    "recipe": """\
Fish soup from the quay

Serves 4. Takes 40 minutes.

Ingredients
600 g cod, in pieces
2 leeks, sliced
1 litre stock
“Double” cream, a splash

Method
1. Melt the butter and soften the leeks for ten minutes.
2. Pour in the stock. Let it whisper, never shout: a soup that boils is a soup that is spoilt.
3. Add the fish and cook for five minutes. Taste, and ask yourself whether it wants salt.

Tip: my grandmother’s rule was to serve it with the bread of yesterday. Tell your guests to \
mind the bones.""",
    "weather": """\
Weather for Norhaven and the outer islands

Today: Sunny spells, with a few showers suggested by the models for the afternoon. Wind \
south-west, 12 metres per second. Highs of 14.
Tonight: Mainly dry. Lows of 6.
Wednesday: Rain spreading from the west, heavy at times.
Outlook: Forecasters expect a drier weekend.

Warnings: Yellow, wind, outer islands, from 21:00.
Tides: high 04:12 and 16:40, low 10:20 and 22:51.""",
    "cinema": """\
Now showing at the Lanthorn

“SHE SAID NOTHING” (15) – Anna Berg, Jonas Lund. A lighthouse keeper tells her daughter that \
the war is over. It is not. Mon–Thu 18:15, 20:45.

“THE PILOT’S ANSWER” (PG) – Animated adventure. Captain Holm claims that the sea is flat. Sat,\
 Sun
11:00, 13:30.

“Why Did You Stay?” (12A) – Documentary by Marit Solvang. Followed on Tuesday by questions and\
 answers with the director. Tue 19:00.

All tickets 95. Wheelchair spaces must be booked.""",
    "court": """\
Norhaven District Court
List for Monday 9 March

Courtroom 1, before Judge Holm
09:30 Port Authority v Ekdahl (claim for dues)
11:00 Berg v Norhaven Courier (alleged defamation), plea

Courtroom 2, before Judge Lund
09:30 The State v Solberg, Erik – theft, denies
10:15 The State v Nilsen, Kari – false statement, admits; for sentence
13:00 The State v Dahl, Per – charge: threatening words

Parties are asked to report to the usher thirty minutes before.""",
    "prices": """\
Norhaven fish market, prices at close

Cod, per kilo 62.50 (+1.20)
Haddock 48.00 (unchanged)
Mackerel 21.75 (-0.50)
King crab 310.00 (+12)

Shares: Norhaven Shipping 114.2 up 2.1; Storvik Salmon 88.9 down 0.4; Ekdahl Holding 12.0 \
unch. Currencies: dollar 10.42, euro 11.30, pound 13.21.
Analysts’ consensus for Norhaven Shipping: hold. Forecast dividend: 4.10.""",
    "product": """\
Solvang Deck Boots “Skipper”
899.00  |  In stock  |  Free delivery over 500

The boot that says you mean it. Natural rubber, non-slip sole, reinforced toe. Recommended by \
pilots. Declared the best of its class three years running.

Size: 36–47
Colour: navy, yellow
Care: rinse with fresh water; do not tumble dry.

Reviews (214) ★★★★☆
“Dry feet at last!” – Jonas E.
“Too tight for me, the shop told me to take one size up” – Kari
“Says waterproof and is waterproof.” – Anonymous""",
    "ferry": """\
Ferry 14: Norhaven – Outer Islands – Norhaven
Valid from 1 April to 30 September

Norhaven dep. 06:10 08:40 11:10 15:10 17:40
Gull Island arr. 06:55 09:25 11:55 15:55 18:25
Storvik arr. 07:30 10:00 12:30 16:30 19:00

a – not on Sundays
b – calls on request: tell the mate before departure
c – runs if the weather, as announced by the harbour master, permits

Passengers with bicycles are advised to arrive early.""",
    "television": """\
Tonight’s television

18:30 Evening News
19:00 Ask the Pilot. Marit Solvang answers viewers’ questions about fog.
19:30 “I Told You So”. Quiz. Jonas Ekdahl asks, four families answer.
20:15 The Quay (5/8). Berg confesses that he sank the tug, but Holm says nothing. Then a \
letter arrives, which claims otherwise.
21:00 News and weather
21:45 Film: “Nobody Believed Her” (1971). A clerk insists that the ship was never insured.
23:20 Parliament today""",
    "church": """\
St Olav’s, Norhaven – services and notices

Sunday 8 March, Second in Lent
08:00 Holy Communion (said)
10:30 Sung Eucharist. Preacher: Canon Berg. “Lord, to whom shall we go?”
18:00 Evensong

Prayers are asked for Ingrid Holm and Per Lund.
The choir thanks all who gave. The vicar reminds us that the clocks go forward.
Coffee: volunteers are needed. Please speak to Anna Dahl.
Banns of marriage: Jonas Ekdahl and Kari Nilsen, for the second time of asking.""",
    "conference": """\
Ports and People 2031
Norhaven, 4–5 May – Programme

Monday
09:00 Registration
09:30 Welcome – Marit Solvang (Institute for Harbour Studies)
09:45 Keynote: “Why Ports Lie: what officials said and what ships did” – Jonas Ekdahl \
(Storvik)
11:00 Panel: “Who Speaks for the Harbour?” Chair: Anna Berg. With Per Lund, Kari Nilsen, Erik \
Dahl
14:00 Session A: Berit Holm, “They told us to wait”: oral histories of the strike
14:30 Session B: Ole Vik, “On the claim that tides are predictable”

Tuesday
10:00 Solvang and Lund: “We warned them: early notices of silting, 1890–1950”
12:00 Closing remarks – the organisers""",
    "books": """\
New in paperback

The Long Quay by Marit Solvang (Harbour Press, 320 pp, 149)
Three sisters, one boat, and a father who says he has never seen the sea. “A triumph” – \
Norhaven Courier. “I could not put it down” – Jonas Ekdahl, author of Fog.

Fog by Jonas Ekdahl (Tideline, 208 pp, 129)
A pilot claims to remember a night that nobody else admits to. “Cold, clear, and true.” – \
Berit Holm

Rope: A History by Anna Berg (Norhaven University Press, 410 pp, 299)
Argues that the knot is older than the word. “Argued with wit” – Maritime Review""",
    "competition": """\
Competition rules: Win a weekend on Gull Island

1. The promoter is the Norhaven Courier. By entering you confirm that you accept these rules.
2. To enter, tell us in twenty words or fewer why you love the harbour.
3. Entrants must state that they are over 18. We may ask winners to prove it.
4. The judges’ decision is final. The editor says who the judges are.
5. Winners will be told by telephone and announced on 3 June.
6. The promoter accepts no claim that an entry was lost.
7. Entries that suggest unlawful acts will be refused.""",
    "faq": """\
Frequently asked questions

How do I book a berth?
You can book online or tell the harbour office by telephone. We recommend that you do so two \
days ahead.

What if I arrive late?
If you think you will be late, please let us know. The guard will ask for your reference.

Do you accept dogs?
Yes. We ask that dogs be kept on a lead. Owners who say their dog is harmless are asked to \
keep it on a lead as well.

Can I pay in cash?
No. Our terms state that berths are paid by card.""",
    "cookies": """\
We value your privacy

We and our 212 partners store and access information on your device. You may accept or say no \
to all purposes below. Some partners claim that they have a legitimate interest and do not ask\
 for your consent.

Strictly necessary – always on
Statistics – help us understand what visitors think of our pages
Marketing – tell advertisers which notices you have seen

By clicking “Accept all”, you agree that your choice is stored for twelve months.
Accept all   Reject all   More options""",
    "terms": """\
Terms of use

1. Acceptance
By using this site you acknowledge that you have read these terms and agree that they bind \
you. If you say otherwise, do not use it.

2. Content
The operator does not warrant, promise or claim that the tide tables are accurate. You admit \
that navigation is at your own risk.

3. Law
The parties agree that the courts of Norhaven shall decide. Nothing in these terms suggests a \
partnership. The operator may announce changes, and you will be told that they have been made.""",
    "press contact": """\
Notes to editors

The Norhaven Port Authority runs four quays and employs 212 people.
For interviews with Marit Solvang, please contact the press office.

Press contact: Jonas Ekdahl, head of communications
press@port.example, tel. 555 0119

Pictures may be used free of charge if the source is stated as “Norhaven Port / Anna Berg”.
About us: the Authority was founded in 1891. It believes in safe passage and reports to the \
ministry of trade.
Embargo: 06:00, Thursday 4 June.""",
    "contents": """\
Contents

Preface by Marit Solvang  vii
Introduction: What the Pilots Said  1
1  “The Quay Will Sink”: the debate of 1902  17
2  Who Told the Council? Letters and minutes  44
3  Ekdahl Answers His Critics  71
4  Claims, Promises, Lies: a harbour on trial  103
5  “I Was Never Asked”: women on the docks  139
Conclusion: According to the Sea  188
Notes  201
Index of persons  240""",
    "glossary": """\
Words of the harbour

Berth: the place where a ship lies. A master asks for one by radio.
Demurrage: money claimed by the owner when a ship is told to wait.
Hail: to call to another ship. “Ahoy” is said to come from Dutch.
Pilot: a person who advises the master; the master decides.
Protest: a sworn statement in which a master declares that damage was not his fault.
Salute: three short blasts, which say “I am going astern”.
Speak: to speak a ship means to exchange words with her at sea.
Warp: to move a ship by ropes. Also said of planks.""",
    "privacy": """\
Privacy notice

This notice explains how the Norhaven Sailing Club uses what you tell us.

What we collect
Your name, your address, and anything you say in the comments.

Why
You have told us that you wish to sail. The law says that we must keep a list of members. We \
think that this is in your interest, and we ask for consent in all other cases.

Your rights
You may ask what we know, object, or complain to the authority. If we refuse, we will explain \
why. Contact: Kari Nilsen, secretary.""",
    "travel": """\
Gull Island in a day

Morning
Take the 08:40 ferry and sit on the left: locals say the seals are on that side. Legend tells \
that a bell rings under the water at the second buoy. Walk up to the lighthouse (open 10–16).

Lunch
The Net Loft serves what the boats bring in. Ask for the back room. Mains from 160.

Afternoon
Rent a bicycle at Berg’s. Signs promise a beach “ten minutes away”; allow twenty. Some claim \
it is the finest sand on the coast.

Getting back
The last boat leaves at 17:40. Do not believe anybody who tells you that there is a later one.""",
    "sale": """\
FOR SALE BY PUBLIC AUCTION

The tug “Speak Easy”, built Storvik 1974, 22 metres, lying afloat at Quay 4.
Also two winches, said to be in working order, and a quantity of rope.

Viewing: Wednesday 6 May, 10:00–14:00. Ask for Mr Lund at the gate.
Auction: Thursday 7 May, 11:00, at the Rope Walk. Auctioneer: Anna Berg.
The seller states no reserve. The particulars are believed to be correct, but nothing in them \
is a promise. Claims must be announced on the day.
Terms: ten per cent on the fall of the hammer.""",
    "stars": """\
Your stars this week

Aries. Mars says go, Saturn says wait. Someone at work will tell you that it cannot be done. \
Smile. Taurus. You think that a door has closed. Venus suggests that you try the handle.
Gemini. A friend admits to something. Say little and promise less.
Cancer. The moon asks you to stay in on Thursday. Money talks, but not to you.
Leo. Others believe that you have all the answers. Do not tell them otherwise.
Virgo. On Friday you will hear “yes”. Ask again.""",
    "crossword": """\
Crossword 4,112, set by Gannet

Across
1 Pilot said to be lonely (5)
4 “I am at sea,” claims Marit, confused (7)
8 He denies a broken knot (4)
9 They say this of old ropes (4,3)
11 Ask Jonas, perhaps, to return a boat (3)

Down
1 Stated a price in port (6)
2 Promise made by Norwegian saint (4)
3 According to the sailor, a drink (3)
5 “Why?” asks a child, heard on the quay (5)

Solution to 4,111. Across: 1 Tides 4 Anchors. Down: 2 Oath 3 Rum.""",
    "readme": """\
tidetable – tide tables from the command line

Usage: tidetable [--port NAME] [--days N]

  --port NAME   says which port; asks when it is left out
  --days N      tells the program how many days to print
  --quiet       says nothing

Installation
    pip install tidetable

Known problems
The test suite claims that February has 30 days. The compiler warns that `port` is unused; \
ignore it. If the program says “no such port”, check the spelling.

Contributing
Tell us what you think. We ask that you run the tests first. Maintainer: Jonas Ekdahl. \
Licence: MIT.""",
    "election": """\
Norhaven council election: results by ward

Quayside (turnout 61.2 %)
Marit Solvang (Harbour List) 1,204 – elected
Jonas Ekdahl (Labour) 1,188
Anna Berg (Ind.: “Say No to the Bridge”) 402

Old Town (turnout 58.9 %)
Per Lund (Conservative) 980 – elected
Kari Nilsen (Labour) 977 – recount asked
Ole Vik (Tell the Truth Party) 31

Seats: Harbour List 11 (+3), Labour 9 (-2), Conservative 5 (-1)
Declared at 02:14 by the returning officer, Berit Holm.""",
    "museum": """\
Norhaven Maritime Museum

Opening hours
Tuesday to Friday 10:00–17:00, weekends 11:00–16:00. Closed on Mondays and when the director \
says so.

Admission
Adults 120, children free. Groups are asked to announce themselves.

Now on show
“Mayday”: what was said on the radio in the storm of 1953
The pilot’s house: Captain Ekdahl tells his story (audio guide, 25 minutes)

Good to know
Please do not touch the models. The café recommends its fish cakes. Our guides answer \
questions in five languages.""",
}
