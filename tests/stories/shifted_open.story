# What is open when the course moves closes later with it, and everybody is told once, in one message.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"   expect everybody <- "May we keep your posts"
at 2026-01-07 17:00   everybody says "MENU"
                 coordinator does cohort.shift days=2 dry_run=yes   expect told "2 course days later"
                 coordinator does cohort.shift days=2   expect told "told"
                 expect everybody <- "comes 2 course days later. The next part comes on 12 January 2026" between 2026-01-07 17:00 and 2026-01-08 20:00 once
