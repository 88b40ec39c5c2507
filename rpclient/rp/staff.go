package rp

// accountStaff notes whether the person belongs to our own organization, by the hd
// claim of the ID token alone: the parameter hd of a response is signed by nobody, and
// an address that ends like ours may be anybody's.
func accountStaff(l *Login) error {
	if l.Provider.Organization == "" {
		return nil
	}
	return l.exec("note the organization", `UPDATE identity SET staff = ? WHERE issuer = ? AND subject = ?`,
		l.Claims.Text("hd") == l.Provider.Organization, l.Provider.Issuer, l.Subject)
}
