# Adverts for courses go to who asked for them, and to nobody else: about one a month, never two in a week, in one's waking hours, with one
# button that joins and one that ends them. COURSES OFF and STOP silence at once; START brings no advert back.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2
late nurse3 nurse4 nurse5 nurse6

at day 1 08:30   coordinator does cohort.invite code="HRE1" limit=20 until="2026-06-30"   expect told "JOIN HRE1"
                 coordinator does advert.make advert="early" text="Two weeks."   expect told "JOIN"
                 nurse3 says "COURSES ON"   expect nurse3 <- "You are on the list" once
                 nurse4 says "courses on please"   expect nurse4 <- "You are on the list"
                 nurse5 says "kozi ndiyo"   expect nurse5 <- "Uko kwenye orodha"
                 nurse5 says "KOZI HAPANA"   expect nurse5 <- "Hauko kwenye orodha"
                 nurse1 says "COURSES ON"   expect nurse1 <- "You are on the list"
                 nurse1 says "MY DATA"   expect nurse1 <- "New courses: since 2026-01-05 you are on the list"
                 nurse2 says "MY DATA"   expect nurse2 <- "you are not on the list of those who hear"
                 coordinator does advert.make advert="hands-1" text="Clean hands in two weeks, 4 CPD points."
                 expect told "They take this course"
                 expect told "\"gets\":2"
at day 1 19:45   coordinator does advert.send advert="hands-1" at="2026-01-05 20:30"
at day 2 07:00   expect nurse3 <- "Clean hands in two weeks, 4 CPD points" between 07:00 and 07:15 once
                 expect nurse4 <- "write JOIN HRE1" between 07:00 and 07:15 once
at day 2 09:00   coordinator does advert.send advert="hands-1"   expect refused "goes once"
                 coordinator does advert.make advert="hands-2" text="Clean hands once more."   expect told "an advert lately"
                 coordinator does advert.send advert="hands-2"
at day 2 09:30   nurse3 taps "Join"   expect nurse3 <- "You wrote to us yourself" once
                 nurse4 taps "No more adverts"   expect nurse4 <- "You are not on the list" once
                 nurse6 says "HRE1"   expect nurse6 <- "You wrote to us yourself"
                 nurse3 says "STOP"   expect nurse3 <- "no more messages from this course"
                 nurse3 says "START"   expect nurse3 <- "Welcome back"
                 nurse3 says "MY DATA"   expect nurse3 <- "you are not on the list of those who hear"
at 2026-03-02 09:00  coordinator does advert.make advert="hands-3" text="Clean hands for the last time."
                 expect told "\"gets\":0"
                 coordinator does advert.send advert="hands-3"
at 2026-03-03 12:00  expect nobody <- "Clean hands once more"
expect nobody <- "for the last time"
