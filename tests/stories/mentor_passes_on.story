# A question that a mentor passes on waits for the other one's morning, and does not come back to her because nobody else is awake.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1
staff amina rudo

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 4 09:00   everybody says "MENU"   rudo says "card"   expect rudo <- "story, day 4"   amina says "card"   expect amina <- "story, day 4"
                 coordinator does upkeep.set name=answer value="2"
                 coordinator does staff.set name="rudo" zone="America/New_York" hours="08:00-16:00"   expect told "300"
                 nurse1 says "ASK"   expect nurse1 <- "Write your question as a reply"
                 nurse1 quotes "Write your question as a reply" with "May I use it on gloves?"
                 expect amina <- "On your name" between 09:00 and 10:30 once
at day 4 10:40   amina taps "Pass it on"   expect amina <- "It goes to somebody else"
at day 4 10:56   expect no message to amina until 14:55   expect no message to rudo until 14:55
at day 4 14:56   expect rudo <- "On your name" between 15:00 and 15:10 once
