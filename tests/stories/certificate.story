# Whoever has done what the course asks gets a certificate, once, when the last test is over for everyone: before that
# nobody learns from it who has passed. A quiz that closed unanswered was not done. CPD tells what is missing, and later
# brings the certificate again.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2 nurse3 nurse4

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"   expect everybody <- "May we keep your posts"
                 everybody taps "Yes"   expect everybody <- "May researchers use"   everybody taps "Yes"
                 everybody answers right 2 times
at day 5 12:20   everybody says "MENU"
at day 5 12:35   nurse1 answers right 2 times   nurse2 answers right 2 times   nurse3 answers right 2 times
at day 9 12:20   everybody says "MENU"
at day 9 12:35   nurse1 answers right 2 times   nurse2 answers wrong 2 times   nurse4 answers right 2 times
at day 9 14:00   nurse1 says "CPD"   expect nurse1 <- "2 of 3"   expect nurse1 <- "What you know: your answers are in"
                 nurse2 says "CPD"   expect nurse2 <- "your answers are in"
                 nurse3 says "CPD"   expect nurse3 <- "What you know: at least 50 %"
at day 17 12:15  nurse1 says "CPD"   expect nurse1 <- "your answers are in"
at day 17 12:20  expect nurse1 <- "Here is your certificate of *Clean hands*" between 12:30 and 12:40 once
at day 18 12:00  nurse1 says "CPD"   expect nurse1 <- "Here is your certificate"
                 nurse2 says "CPD"   expect nurse2 <- "What you know: at least 50 %"
                 nurse4 says "CPD"   expect nurse4 <- "Still missing:\n- Try it"
