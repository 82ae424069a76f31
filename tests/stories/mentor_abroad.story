# A mentor works in New York, her learners in Harare: a question waits for her morning and stands on her name in her hours, and her card comes by her own clock.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2
staff rudo

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 4 09:00   everybody says "MENU"   rudo says "card"   expect rudo <- "story, day 4"
                 coordinator does upkeep.set name=answer value="2"
                 coordinator does staff.set name="rudo" zone="Mars/Olympus"   expect refused "Mars/Olympus"
                 coordinator does staff.set name="rudo" hours="8 to 4"   expect refused "08:00-16:00"
                 coordinator does staff.set name="rudo" zone="America/New_York" hours="08:00-16:00"   expect told "300"
                 nurse1 says "ASK"   expect nurse1 <- "Write your question as a reply"
                 nurse1 quotes "Write your question as a reply" with "May I use it on gloves?"
                 expect no message to rudo until 14:29
at day 4 14:29   expect rudo <- "On your name" between 15:00 and 15:10 once
at day 4 15:20   rudo taps "I take it"   expect rudo <- "it stays on your name"
                 rudo quotes "May I use it on gloves?" with "Yes, once."   expect nurse1 <- "Yes, once."
at day 5 07:20   expect no message to rudo until 14:20
at day 5 14:29   expect rudo <- "story, day 5" between 14:30 and 14:35 once
