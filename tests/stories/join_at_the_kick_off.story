# Before the launch: a poster with JOIN HRE1. Who writes it, however written, is enrolled, asked a few questions that can be skipped, and hears the course with the others.
course story   cohort start 2026-01-05 zone Africa/Harare planned
learners nurse1
late nurse2 nurse3 nurse4

at 2026-01-04 09:00  coordinator does cohort.invite code="HRE1" limit=3   expect told "JOIN HRE1"
                 nurse2 says "JOIN HRE1"   expect nurse2 <- "You wrote to us yourself" once
                 nurse2 says "Rudo Moyo"   expect nurse2 <- "What is your work?" once
                 nurse2 taps "Midwife"   expect nurse2 <- "At which clinic"
                 nurse2 says "Mbare Poly; =HYPERLINK(1)"   expect nurse2 <- "professional council"
                 nurse2 taps "Skip"   expect nurse2 <- "Thank you, Rudo Moyo. Clean hands begins on 2026-01-05" once
                 nurse2 says "join hre1"   expect nurse2 <- "in *Clean hands* already"
                 nurse3 says "\"join hre l\" please"   expect nurse3 <- "You wrote to us yourself" once
                 nurse3 says "MENU"   expect nurse3 <- "*Menu*"
                 nurse3 says "skip"   expect nurse3 <- "What is your work?"
                 nurse4 says "JION HRE9"   expect nurse4 <- "no course with that code" once
                 nurse4 says "What is this?"   expect no message to nurse4
at 2026-01-04 11:00  nurse4 says "Jiunge HRE1"   expect nurse4 <- "You wrote to us yourself"
at 2026-01-04 12:00  coordinator does cohort.launch
at day 1 07:59   expect nurse2 <- "Will you take this course?" between 08:00 and 08:10 once
                 nurse2 taps "Yes"   nurse3 taps "Yes"   expect nurse2 <- "May we keep your posts"
expect nobody <- "did not understand"
