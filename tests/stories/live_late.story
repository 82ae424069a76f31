# People gather late: whoever leads lets the meeting begin later on its own day, holds what comes next, brings it on, leaves a cue out,
# and ends it. Nothing of what was left out reaches anybody.
course live   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 2 10:00   everybody says "MENU"   coordinator does live.start   expect refused "no live meeting of room 1 is planned for today"
                 coordinator does live.next   expect refused "no live meeting goes on"
at day 3 10:00   everybody says "MENU"
at day 3 13:30   coordinator does live.start at="13:00"   expect refused "that time is over: it is 2026-01-07 13:30"
                 coordinator does live.start at="half past"   expect refused "is no time of day"
                 coordinator does live.start at="21:30"   expect refused "in quiet hours nothing goes out"
                 coordinator does live.start at="14:20"   expect told "2026-01-07 14:20"
                 expect no message to everybody until 14:19
at day 3 14:19   expect everybody <- "It begins now and lasts until 14:32" between 14:20 and 14:21 once
                 coordinator does live.start   expect refused "no live meeting of room 1 is planned for today"
                 coordinator does live.hold minutes=4   expect told "m1v"
                 expect no message to everybody until 14:26
                 expect everybody <- "How many breaths a minute?" between 14:27 and 14:28 once
                 coordinator does live.skip   expect told "m1l.cue3"
                 coordinator does live.next   expect told "m1l.cue4"
                 expect everybody <- "change on your ward tomorrow" between 14:28 and 14:29 once
                 coordinator does live.skip   expect refused "only the end"
                 coordinator does live.end   expect told "m1l"
                 expect everybody <- "A baby who does not cry* is over" between 14:29 and 14:30 once
                 coordinator does live.end   expect refused "no live meeting goes on"
                 expect nobody <- "with a mask that fits"
