# A room says nothing: it is asked again, then why, then one who offered it is asked to begin, then the facilitator hears of it. A word ends it.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2 nurse3
staff rudo

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 4 10:00   everybody says "MENU"   rudo says "card"
                 coordinator does upkeep.set name=silence value=soon   expect refused "from 0 to 500"
                 coordinator does upkeep.set name=silence value="2"   expect told "before"
                 coordinator does upkeep.set name=again value="1"
                 nurse2 says "Volunteer"   expect nurse2 <- "we may ask you to begin"
                 nurse2 says "VOLUNTEER"   expect nurse2 <- "Do you want us to stop asking you?"
at day 4 12:29   expect everybody <- "What stops you from cleaning hands?"
at day 4 14:29   expect everybody <- "Still open in your group" between 14:30 and 14:45 once
at day 4 15:29   expect everybody <- "What keeps you from answering?" between 15:30 and 15:45 once
at day 4 16:00   nurse1 taps "No time"   expect nurse1 <- "Thank you. That helps us."
                 nurse3 taps "Rather not in the group"   expect nurse3 <- "Thank you. You can write ASK"
                 nurse3 taps "No time"   expect nurse3 <- "Thank you. That helps us."
at day 4 16:29   expect nurse2 <- "You said we may ask you: would you begin?" between 16:30 and 16:45 once
at day 4 17:29   expect rudo <- "has been silent for 5 active hours" between 17:30 and 17:45 once
                 expect rudo <- "2 × No time"
                 rudo says "card"   expect rudo <- "room 1: 5 active hours without a word"
at day 4 18:00   nurse2 quotes "would you begin" with "We have no rub at the bed."   expect nurse2 <- "Shared with your group"
                 expect nurse1 <- "#1 nurse2 (peer): We have no rub" between 18:30 and 18:40 once
                 rudo says "card"   expect rudo <- "Write POSTS"
at day 5 06:55   expect nurse1 <- "It has gone quiet in your group" between 07:00 and 07:15 once
expect nobody <- "One thought from you?"
