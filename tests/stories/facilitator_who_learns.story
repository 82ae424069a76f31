# A learner who is also given the facilitator's role: what she writes stays a learner's, but for staff words, STAFF, and replies to what came to her as staff.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2

at day 1 07:10   coordinator does staff.add name="Ruth" role="facilitator" password="$argon2id$v=19$x" phone=nurse1.phone
                 coordinator does staff.assign name="Ruth" cohort="story"
at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
                 expect nurse1 <- "This phone is now known as yours" between 07:00 and 09:00
                 nurse1 says "help"   expect nurse1 <- "Words that work at any time"
                 nurse1 says "staff"   expect nurse1 <- "QUEUE: held posts"
at day 4 12:20   everybody says "MENU"
at day 4 12:29   expect everybody <- "What stops you from cleaning hands?"
at day 4 13:00   nurse1 quotes "What stops you" with "The sink is at the other end of the ward."
                 expect nurse1 <- "Shared with your group as nurse1"
at day 4 13:10   nurse1 says "STAFF Please look at the poster by the door."   expect nurse1 <- "Where should this go?"
                 nurse1 taps "Post to story 1"   expect nurse1 <- "as Facilitator"
at day 4 13:20   nurse2 quotes "What stops you" with "Mrs Dube told me to skip it."   expect nurse2 <- "a facilitator will look at it"
                 nurse1 says "queue"   expect nurse1 <- "Mrs Dube"   nurse1 taps "Release"   expect nurse1 <- "Released"
                 expect nurse2 <- "#1 nurse1 (peer): The sink is" between 18:30 and 18:40 once
                 expect nurse2 <- "#2 Facilitator: Please look at the poster" between 18:30 and 18:40 once
at day 5 09:00   nurse1 says "STOP"   expect nurse1 <- "no more messages"
                 nurse1 says "queue"   expect no message to nurse1 until day 6 12:00
