# Words that could tell who a client is wait for a facilitator; the writer is told what it was and how to say it, writes anew, and that is shared.
# The people of the course's own cases may be named, and so may colleagues.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 4 12:20   everybody says "MENU"
at day 4 12:29   expect everybody <- "What stops you from cleaning hands?"
at day 4 13:10   nurse1 quotes "What stops you" with "My client Zvanyanya, 0772 345 678, waits outside the whole morning."
                 expect nurse1 <- "a facilitator will look at it"
                 expect nurse1 <- "say \"a 24-year-old woman\""
                 expect nurse1 <- "A phone number: leave it out"
                 nurse1 says "UNDO"   expect nurse1 <- "Taken back"
at day 4 13:12   nurse1 quotes "What stops you" with "My client waits outside the whole morning, as Sister Gwatidzo told us."
                 expect nurse1 <- "Shared with your group"
at day 4 19:00   expect nurse2 <- "waits outside the whole morning, as Sister Gwatidzo told us" between 13:12 and 18:40 once
expect nobody <- "Zvanyanya"
