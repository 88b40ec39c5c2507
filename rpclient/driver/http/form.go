package httpdriver

import (
	"net/url"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// owner is the form that a control belongs to (HTML, form owner), which may be empty.
func (d *document) owner(control *goquery.Selection) *goquery.Selection {
	id, given := control.Attr("form")
	if !given {
		return control.Closest("form")
	}
	return d.byID(id).Filter("form")
}

func (d *document) byID(id string) *goquery.Selection {
	return d.Find("[id]").FilterFunction(func(_ int, s *goquery.Selection) bool {
		return s.AttrOr("id", "") == id
	}).First()
}

// controls lists the enabled controls of a form in document order.
func (d *document) controls(form *goquery.Selection) *goquery.Selection {
	return d.Find("button, input, select, textarea").FilterFunction(func(_ int, control *goquery.Selection) bool {
		owner := d.owner(control)
		return owner.Length() > 0 && owner.Get(0) == form.Get(0) && !isDisabled(control)
	})
}

// defaultButton is the button that Enter presses (HTML, implicit submission), which may be empty.
func (d *document) defaultButton(form *goquery.Selection) *goquery.Selection {
	return d.controls(form).FilterFunction(func(_ int, control *goquery.Selection) bool {
		return isSubmit(control)
	}).First()
}

func isSubmit(control *goquery.Selection) bool {
	kind := strings.ToLower(control.AttrOr("type", ""))
	if control.Is("button") {
		return kind != "button" && kind != "reset"
	}
	return control.Is("input") && (kind == "submit" || kind == "image")
}

// isDisabled looks at the control and at the fieldsets around it, whose first legend stays usable (HTML, disabled).
func isDisabled(control *goquery.Selection) bool {
	if control.Is("[disabled]") {
		return true
	}
	disabled := false
	control.ParentsFiltered("fieldset[disabled]").Each(func(_ int, fieldset *goquery.Selection) {
		legend := fieldset.ChildrenFiltered("legend").First()
		disabled = disabled || legend.Length() == 0 || !legend.Contains(control.Get(0))
	})
	return disabled
}

// entries is what a form sends (HTML, constructing the entry list). The submitter may be empty.
func (d *document) entries(form, submitter *goquery.Selection) url.Values {
	entries := url.Values{}
	d.controls(form).Each(func(_ int, control *goquery.Selection) {
		switch {
		case control.Closest("datalist").Length() > 0:
		case control.Is("select"):
			addOptions(entries, control)
		case control.Is("textarea"):
			add(entries, control, control.Text())
		case isButton(control):
			if submitter.Length() > 0 && submitter.Get(0) == control.Get(0) {
				press(entries, control)
			}
		default:
			addInput(entries, control)
		}
	})
	return entries
}

func isButton(control *goquery.Selection) bool {
	kind := strings.ToLower(control.AttrOr("type", ""))
	return control.Is("button") || isSubmit(control) || kind == "button" || kind == "reset"
}

// press adds what the submitter itself sends; an image sends the place of the click.
func press(entries url.Values, button *goquery.Selection) {
	if strings.EqualFold(button.AttrOr("type", ""), "image") && button.Is("input") {
		prefix := button.AttrOr("name", "")
		if prefix != "" {
			prefix += "."
		}
		entries.Add(prefix+"x", "0")
		entries.Add(prefix+"y", "0")
		return
	}
	add(entries, button, button.AttrOr("value", ""))
}

func addInput(entries url.Values, input *goquery.Selection) {
	value, given := input.Attr("value")
	switch strings.ToLower(input.AttrOr("type", "")) {
	case "checkbox", "radio":
		if !input.Is("[checked]") {
			return
		}
		if !given {
			value = "on"
		}
	case "file":
		value = ""
	}
	add(entries, input, value)
}

// addOptions adds the selected options; a drop-down with none selected shows its first usable one.
func addOptions(entries url.Values, list *goquery.Selection) {
	options := list.Find("option").FilterFunction(func(_ int, option *goquery.Selection) bool {
		return !option.Is("[disabled]") && !option.Parent().Is("optgroup[disabled]")
	})
	chosen := options.Filter("[selected]")
	if !list.Is("[multiple]") {
		if chosen = chosen.Last(); chosen.Length() == 0 {
			chosen = options.First()
		}
	}
	chosen.Each(func(_ int, option *goquery.Selection) {
		text := strings.Join(strings.Fields(option.Text()), " ")
		add(entries, list, option.AttrOr("value", text))
	})
}

// add appends a value with the line breaks that forms are sent with.
func add(entries url.Values, control *goquery.Selection, value string) {
	if name := control.AttrOr("name", ""); name != "" {
		value = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(value)
		entries.Add(name, strings.ReplaceAll(value, "\n", "\r\n"))
	}
}
