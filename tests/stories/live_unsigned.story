# A prepared answer goes to nobody before somebody has signed it, and what follows it waits. The room is told that it follows; staff are
# told at once and once a day. In one room it is signed late, in other words; in the other nobody signs, and it never goes out.
course live   cohort start 2026-01-05 zone Africa/Harare rooms of 2
learners nurse1 nurse2 nurse3 nurse4
staff mercy

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 3 09:00   everybody says "MENU"   mercy says "CARD"
at day 3 12:59   expect mercy <- "Prepared answers that nobody has signed yet: 1" between 13:00 and 13:10
                 everybody taps "I am here"
at day 3 14:05   expect mercy <- "40 breaths a minute" between 14:06 and 14:07
                 expect mercy <- "nobody has signed it: it waits, and what follows it waits too" between 14:06 and 14:07
at day 3 14:07   coordinator does live.next room="1"   expect refused "m1l.cue3 is not signed yet"
                 mercy says "SHEET"   expect mercy <- "Next, as soon as it is signed: Dry the baby"
at day 3 14:11   expect everybody <- "follows: it is posted when an expert has signed it" between 14:12 and 14:13 once
at day 3 15:00   coordinator does live.sign cue=m1l.cue4   expect refused "no prepared answer"
                 coordinator does live.sign room="1" cue=m1l.cue3 text="Dry her first. Then 40 breaths a minute."   expect told "edited"
                 expect nurse1 <- "Dry her first. Then 40 breaths a minute.\n\n✓ Signed by coordinator, coordinator" between 15:00 and 15:01 once
                 expect nurse1 <- "change on your ward tomorrow" between 15:03 and 15:04 once
                 expect nurse1 <- "A baby who does not cry* is over" between 15:06 and 15:07 once
                 coordinator does live.sign room="1" cue=m1l.cue3   expect refused "was posted, or left out"
                 expect no message to nurse3 until day 4 12:00
at day 4 13:00   everybody says "MENU"   mercy says "CARD"
at day 4 14:11   expect mercy <- "has ended without its answer" between 14:12 and 14:20 once
                 expect nurse3 <- "A baby who does not cry* is over" between 14:12 and 14:20 once
at day 6 13:00   coordinator does live.sign cue=m1l.cue3   expect refused "was posted, or left out"
