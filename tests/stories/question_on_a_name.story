# A question stands on one facilitator's name; who does not take it passes it on; when everybody was asked, the coordinator hears of it. An answer ends it.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2
staff rudo tendai

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 4 09:00   everybody says "MENU"   rudo says "card"   tendai says "card"
                 coordinator does upkeep.set name=answer value="2"
at day 4 12:40   nurse1 quotes "What stops you" with "Is rub as good as soap?"   expect nurse1 <- "Shared with your group"
at day 4 14:00   expect no message to rudo until 14:30
at day 4 14:41   expect rudo <- "On your name" between 14:40 and 14:50 once
                 expect rudo <- "Is rub as good as soap?"
at day 4 15:00   rudo taps "Pass it on"   expect rudo <- "goes to somebody else"
                 expect tendai <- "On your name" between 15:00 and 15:15 once
at day 4 15:20   rudo taps "I take it"   expect rudo <- "does not stand on your name"
                 tendai taps "I take it"   expect tendai <- "it stays on your name"
at day 4 16:00   tendai taps "Answer"   expect tendai <- "Reply to *this* message"
                 tendai quotes "Reply to *this*" with "Yes, unless hands look dirty."   expect tendai <- "has gone"
                 expect nurse2 <- "Yes, unless hands look dirty."
at day 4 16:30   nurse2 says "ASK"   expect nurse2 <- "Write your question as a reply"
                 nurse2 quotes "Write your question as a reply" with "May I use it on gloves?"
                 expect rudo <- "May I use it on gloves?" between 16:30 and 17:45 once
at day 4 18:30   expect tendai <- "May I use it on gloves?" between 18:30 and 19:30 once
at day 5 08:00   rudo says "queue"   expect rudo <- "May I use it on gloves?"
