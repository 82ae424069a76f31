# A facilitator works from her own phone: her card in the morning, what is held, a private question, words of her own for the room.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2
staff faith

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
                 faith taps "Show"   expect faith <- "*story, day 1*"
                 faith says "help"   expect faith <- "QUEUE: held posts"
at day 4 07:29   expect faith <- "story, day 4" between 07:30 and 07:35 once
                 faith taps "Show"   expect faith <- "12:30"
at day 4 12:20   everybody says "MENU"
at day 4 12:29   expect everybody <- "What stops you from cleaning hands?"
at day 4 13:10   nurse1 sends photo "Our new rub bottle at the bed"   nurse1 taps "Share with group"
                 expect nurse1 <- "a facilitator will look at it"
at day 4 13:20   nurse1 quotes "What stops you" with "Mrs Moyo of ward 3 never lets me pass the basin."
                 expect nurse1 <- "a facilitator will look at it"
at day 4 13:30   nurse2 says "Is there a rub that does not hurt the skin?"   nurse2 taps "Ask facilitator"
                 expect nurse2 <- "not to the group"
at day 4 14:00   faith says "queue"   expect faith <- "3 wait for you"
                 faith quotes "never lets me pass" with "REJECT Please leave out the name."
                 expect faith <- "nurse1 has been told"   expect nurse1 <- "Please leave out the name."
                 faith quotes "Our new rub bottle" with "release"   expect faith <- "Released: it is #1 in story 1"   expect nurse1 <- "has gone to the group"
                 faith taps "Release"   expect faith <- "dealt with already"
                 faith taps "Answer"   expect faith <- "Reply to *this* message"
                 faith quotes "Reply to *this* message" with "Yes: one with glycerol. Ask your pharmacy."
                 expect faith <- "has gone to nurse2"   expect nurse2 <- "one with glycerol"
                 faith says "queue"   expect faith <- "Nothing waits for you"
at day 4 14:30   faith says "Bring your own rub bottle to the ward meeting tomorrow."   expect faith <- "Where should this go?"
                 expect no message to nurse1 until 14:40
                 faith taps "Post to story 1"   expect faith <- "On its way to story 1, as Facilitator"
at day 4 14:50   faith says "Forget the bottle, I meant the poster of the ward."   expect faith <- "Where should this go?"
                 faith taps "Post to story 1"
                 expect faith <- "On its way"   faith says "UNDO"   expect faith <- "Taken back"
at day 4 15:00   faith says "A private thought about this cohort only."   expect faith <- "Where should this go?"
                 faith taps "Only a note"   expect faith <- "Kept as a note"
                 faith says "Nothing that anybody has to know about."   expect faith <- "Where should this go?"
                 faith taps "Discard"   expect faith <- "Thrown away"
at day 4 15:10   faith says "#1 Well done: where does it hang exactly?"   expect faith <- "On its way to story 1"
at day 4 15:20   faith says "POSTS"   expect faith <- "#3 Facilitator to #1: Well done"
                 expect nurse2 <- "#2 Facilitator: Bring your own rub bottle" between 18:30 and 18:40 once
                 expect nurse1 <- "#3 Facilitator to #1: Well done" between 18:30 and 18:40 once
at day 4 19:00   faith says "STOP"   expect faith <- "nothing more on this phone"
                 faith says "queue"   expect no message to faith until day 5 09:00
at day 5 09:00   faith says "START"   expect faith <- "You will be told again"
expect nobody <- "never lets me pass the basin, said"
expect nobody <- "Forget the bottle"
expect nobody <- "A private thought"
expect nobody <- "Nothing that anybody"
