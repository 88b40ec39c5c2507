// Package interview is the reference product's interview form (面接予約): it books, moves
// and cancels interviews in the Google Calendar of a customer's mailbox, through a service
// account with domain-wide delegation, and follows what others change there.
//
// It logs nobody in, keeps everything in memory, and serves one customer: it is there to
// show what a careful client does, one named step an obligation.
package interview
