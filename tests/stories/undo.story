# A shared post waits two minutes. Who takes it back has told nobody.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 4 12:20   everybody says "MENU"
at day 4 12:29   expect everybody <- "What stops you from cleaning hands?"
                 nurse1 quotes "What stops you" with "My matron shouts at whoever takes time."
                 expect nurse1 <- "You can write UNDO"   nurse1 says "UNDO"   expect nurse1 <- "Taken back"
at day 5 09:00   nurse2 says "MENU"
at day 5 19:00
expect nobody <- "My matron shouts"
