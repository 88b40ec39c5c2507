package rp

// mergeSteps make one member of two that one person has proven to be.
func mergeSteps() []Step {
	return []Step{
		{"merge.recent", Merge, []string{"LNK-RECENT"}, recent},

		{"second.session", Second, []string{"LNK-MERGE"}, secondSession},
		{"second.open", Second, []string{"NTC-APPLY"}, accountOpen},
		{"second.member", Second, []string{"LNK-MERGE"}, secondMember},
		{"second.ticket", Second, []string{"LNK-ASSENT"}, secondTicket},

		{"merge.ticket", Merging, []string{"LNK-ASSENT", "LNK-MERGE", "LNK-MERGED", "LNK-RECENT"}, mergeTicket},
		{"merge.active", Merging, []string{"LNK-SUSPEND"}, mergeActive},
		{"merge.conflict", Merging, []string{"LNK-SECOND"}, mergeConflict},
		{"merge.notice", Merging, []string{"LNK-NOTICE"}, mergeNotice},
		{"merge.relay", Merging, []string{"SP-HEIR", "SP-RETRY"}, mergeRelay},
		{"merge.identities", Merging, []string{"LNK-MERGED"}, mergeIdentities},
		{"merge.data", Merging, []string{"LNK-MERGED"}, mergeData},
		{"merge.end", Merging, []string{"LNK-MERGED"}, mergeEnd},
	}
}
