package bend

// Markup is a text that an error description may carry and that no page may give back
// as it is: a browser would run it.
const Markup = `<script id="torii-markup">document.title="run"</script>`
