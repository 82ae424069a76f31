# A nurse has left the clinic: her coordinator withdraws her. She is told once, and gets nothing more.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"   expect everybody <- "May we keep your posts"
at day 2 10:00   nurse1 says "MENU"
                 coordinator does learner.withdraw learner=nurse1   expect refused "reason"
                 coordinator does learner.withdraw learner=nurse1 reason="Has left the clinic" dry_run=yes
                 coordinator does learner.withdraw learner=nurse1 reason="Has left the clinic"
                 expect nurse1 <- "taken you out of" once
at day 2 12:00   expect no message to nurse1 until day 9 12:00
at day 9 12:00   nurse1 says "MENU"   expect no message to nurse1
