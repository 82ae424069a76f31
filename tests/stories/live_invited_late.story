# Two who were knocked at for an invitation come only when the meeting goes on, and when it is over: they get what was said in it, and no
# invitation or reminder to what is past. In a meeting that goes on what follows comes at once.
course live   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 2 13:59   expect everybody <- "Tap Continue" between 14:00 and 14:10 once
at day 3 13:00   coordinator does live.sign cue=m1l.cue3
at day 3 14:02   nurse1 taps "Continue"   expect nurse1 <- "does not cry. What do you do"
                 expect nurse1 <- "How many breaths a minute?" between 14:03 and 14:05 once
                 expect nurse1 <- "is over" between 14:12 and 14:20 once
at day 3 17:00   nurse2 taps "Continue"   expect nurse2 <- "is over"
at day 3 17:30   expect no message to everybody until 18:00
                 expect nobody <- "A live meeting of your group, here on WhatsApp"
                 expect nobody <- "It begins at 14:00"
