# A nurse writes FORGET ME. A coordinator prepares it, an admin approves it; she gets one last confirmation. Her words are gone for
# whoever reads later.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"   expect everybody <- "May we keep your posts"
at day 4 12:20   everybody says "MENU"
at day 4 12:29   expect everybody <- "What stops you from cleaning hands?"
at day 4 13:00   nurse1 quotes "What stops you" with "I do not trust the water of our ward."
at day 4 13:10   nurse1 says "FORGET ME"   expect nurse1 <- "Nothing happens until you tap"
                 nurse1 taps "Remove my data"   expect nurse1 <- "A person has been told"
at day 4 14:00   coordinator does learner.forget.approve learner=nurse1   expect refused "an admin approves it"
                 admin does learner.forget learner=nurse1   expect refused "a coordinator prepares it"
                 coordinator does learner.forget learner=nurse1   expect told "posts"
                 admin does learner.forget.approve learner=nurse1   expect told "at"
                 expect nurse1 <- "our last message" once
at day 5 14:30   expect no message to nurse1 until day 15 12:00
