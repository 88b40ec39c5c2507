package target

// Friendship is how the Relying Party shows the member signed in whether they are a
// friend of its official account at LINE. What is neither counts as not known.
type Friendship struct {
	Page string // address
	Yes  string // CSS selector of what is there only when they are
	No   string // CSS selector of what is there only when they are not
}

// FileFriendship says where a member sees whether they are a friend.
type FileFriendship struct {
	Page   string `yaml:"page" required:"true"`
	Friend string `yaml:"friend" required:"true"`
	Other  string `yaml:"other" required:"true"`
}

func (f *FileFriendship) at(s site) Friendship {
	if f == nil {
		return Friendship{}
	}
	return Friendship{Page: s.at(f.Page), Yes: f.Friend, No: f.Other}
}

func (f File) validateFriendship() error {
	shown := f.Friendship
	if shown == nil {
		return nil
	}
	if !f.isPath(shown.Page) {
		return f.fail("friendship.page", "got %q; want a path such as /account", shown.Page)
	}
	for _, s := range []struct{ field, css, what string }{{"friend", shown.Friend, "a friend"}, {"other", shown.Other, "no friend"}} {
		if s.css == "" {
			return f.fail("friendship."+s.field, "is missing: the CSS selector of what is there only when the member is %s", s.what)
		}
		if err := f.validateSelector("friendship."+s.field, s.css); err != nil {
			return err
		}
	}
	return nil
}
