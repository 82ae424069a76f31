# One who leads two rooms says which: LIVE and LIVE END show a sheet of each with the button for it, and a tap begins or ends that one alone.
course live   cohort start 2026-01-05 zone Africa/Harare rooms of 2
learners nurse1 nurse2 nurse3 nurse4
staff mercy

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 3 10:00   everybody says "MENU"   mercy says "CARD"
at day 3 13:40   mercy says "LIVE"   expect mercy <- "(room 1): begins at 2026-01-07 14:00"   expect mercy <- "(room 2): begins at 2026-01-07 14:00"
at day 3 13:59   expect everybody <- "It begins now and lasts until 14:12" between 14:00 and 14:01 once
at day 3 14:01   mercy says "LIVE END"   expect mercy <- "*A baby who does not cry* (room 1): minute 1"
                 expect mercy <- "*A baby who does not cry* (room 2): minute 1"
                 mercy taps "End it now"   expect mercy <- "The meeting ends now"
                 expect nurse3 <- "A baby who does not cry* is over" between 14:01 and 14:03 once
                 expect no message to nurse1 until 14:02
                 expect nurse1 <- "How many breaths a minute?" between 14:03 and 14:05 once
                 mercy taps "End it now"   expect mercy <- "no meeting goes on in this room"
