# A coordinator speaks to the room, to one learner, and for tomorrow; learners reply. What is said at night waits for the morning.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 1 09:00   coordinator does say to=story/1 text="Welcome. Our meeting is on Friday."
                 expect everybody <- "#1 Facilitator: Welcome. Our meeting is on Friday." once
at day 1 09:30   nurse1 quotes "Our meeting is on Friday" with "I shall be there at two."   expect nurse1 <- "Shared with your group"
at day 1 09:50   coordinator does say to=nurse1 text="Please bring your register." expect told "Please bring"
                 expect nurse1 <- "*Facilitator:* Please bring your register." once
                 nurse1 quotes "bring your register" with "I have only the old one."   expect nurse1 <- "went to the facilitator, not to the group"
at day 1 19:00   expect nurse2 <- "to #1: I shall be there at two." between 12:00 and 19:00 once
at day 1 21:00   coordinator does say to=story text="The ward round is early."
                 expect no message to nurse1 until day 2 06:59
at day 2 08:00   expect everybody <- "The ward round is early." between 07:00 and 08:00 once
at day 2 09:00   coordinator does say to=story text="The hall has changed." at="2026-01-07 12:45"
                 coordinator does say to=story text="Nobody is to get this." at="2026-01-07 12:46" dry_run=yes
                 engine restarts
                 coordinator does say to=story text="Too late." at="2026-01-05 12:00"   expect refused "is over"
                 coordinator does say to=story/9 text="To whom?"   expect refused "no room"
at day 3 12:00   everybody says "MENU"
at day 3 13:00   expect everybody <- "The hall has changed." between 12:45 and 12:50 once
expect nobody <- "Nobody is to get this."
