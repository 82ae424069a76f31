# A live meeting and what else befalls a cohort: a shift moves it with its invitations; the engine restarts in the middle, and an hour
# without network holds it up, in order and nobody twice; who joins later gets nothing of it that asks her to come.
course live   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2
late nurse3

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 2 09:00   everybody says "MENU"
at day 2 09:30   coordinator does cohort.shift days=1   expect everybody <- "have moved"
at day 2 10:00   expect no message to everybody until day 3 09:00
at day 3 09:00   everybody says "MENU"
at day 3 13:55
                 expect everybody <- "8 January 2026 at 14:00" between day 3 14:00 and day 3 14:10 once
at day 4 09:00   everybody says "MENU"
at day 4 13:30   everybody taps "I am here"
                 coordinator does live.sign cue=m1l.cue3
at day 4 14:01   nurse1 quotes "What do you do" with "I would dry her."   engine restarts
                 expect nurse2 <- "I would dry her." between 14:01 and 14:03 once
                 expect everybody <- "How many breaths a minute?" between 14:03 and 14:04 once
                 network down until 15:10
at day 4 15:05   nurse3 joins
at day 4 15:10   expect nurse1 <- "with a mask that fits" between 15:10 and 15:20 once
                 expect nurse2 <- "change on your ward" between 15:10 and 15:30 once
                 expect nurse1 <- "is over" between 15:10 and 15:40 once
                 nurse3 taps "Continue"   nurse3 taps "Yes"
at day 4 16:00   expect no message to nurse3 until day 5 12:00
