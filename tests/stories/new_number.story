# A nurse has a new phone: what is due is told there, and nothing goes to the old one any more.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2
late nurse1new

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"   expect everybody <- "May we keep your posts"
at day 2 10:00   coordinator does learner.phone learner=nurse1 phone="0772"   expect refused "with its country"
                 coordinator does learner.phone learner=nurse1 phone=nurse2.phone   expect refused "are both one person"
                 coordinator does learner.phone learner=nurse1 phone=nurse1new.phone
at day 2 12:00   expect nurse1new <- "Tap Continue" between day 2 10:00 and day 4 13:00
                 expect no message to nurse1 until day 4 13:00
                 nurse1new taps "Continue"   expect nurse1new <- "before and after every client"
