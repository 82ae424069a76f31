# A coordinator pauses the cohort over a strike, and lets it go on: what was due meanwhile comes then, once, and in order.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"   expect everybody <- "May we keep your posts"
at day 3 09:00   coordinator does cohort.pause   expect told "paused"
                 coordinator does cohort.pause cohort="harare-9"   expect refused "harare-9"
                 nurse1 says "MENU"   expect nurse1 <- "*Menu*"
at day 3 10:00   expect no message to everybody until day 5 08:00
at day 5 08:00   nurse1 says "MENU"
                 coordinator does cohort.resume   expect told "running"
                 expect nurse1 <- "before and after every client" between 08:00 and 12:00 once
                 coordinator does learner.stop learner=nurse2   expect told "L"
at day 5 12:20   expect no message to nurse2 until day 9 12:00
