# Who has not written for a day is knocked at for an invitation: her tap brings it. A tap after the meeting began brings what was said in it,
# and no invitation to what is past.
course live   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2 nurse3

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 2 13:59   expect everybody <- "Tap Continue" between 14:00 and 14:10 once
at day 2 15:00   nurse1 taps "Continue"   expect nurse1 <- "A live meeting of your group, here on WhatsApp: 7 January 2026 at 14:00"
                 nurse1 taps "I will come"   expect nurse1 <- "We remind you an hour before"
at day 3 12:59   expect nurse1 <- "It begins at 14:00" between 13:00 and 13:10 once
at day 3 13:20   nurse2 taps "Continue"   expect nurse2 <- "It begins at 14:00"
                 nurse2 taps "I am here"
                 coordinator does live.sign cue=m1l.cue3
at day 3 14:00   expect nurse2 <- "does not cry. What do you do" between 14:00 and 14:02 once
at day 3 17:00   nurse3 taps "Continue"   expect nurse3 <- "does not cry. What do you do"
                 expect nurse3 <- "Signed by coordinator"
                 expect nurse3 <- "is over"
at day 3 17:30   expect no message to nurse3 until 18:00
