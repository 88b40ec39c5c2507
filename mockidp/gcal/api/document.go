package api

import (
	"regexp"
	"strconv"
	"strings"

	"torii/mockidp/gcal/store"
)

var pathParameter = regexp.MustCompile(`\{([A-Za-z]+)\}`)

// Revision is the day of the discovery document that the fake is held against.
const Revision = "20261030"

// document is the discovery document, made from the list of methods: enough for clients
// that build themselves from it, without Google's prose and member lists.
func (a *API) document() store.Object {
	root := a.Spell("https://www.googleapis.com") + "/"
	resources, schemas := store.Object{}, store.Object{}
	for _, m := range a.methods {
		resource, name, _ := strings.Cut(m.ID, ".")
		if resources[resource] == nil {
			resources[resource] = store.Object{"methods": store.Object{}}
		}
		store.Sub(store.Sub(resources, resource), "methods")[name] = m.document()
		for _, schema := range []string{m.Takes, m.Gives} {
			if schema != "" {
				schemas[schema] = store.Object{"id": schema, "type": "object", "additionalProperties": store.Object{"type": "any"}}
			}
		}
	}
	standard := store.Object{}
	for _, name := range words("alt fields key oauth_token prettyPrint quotaUser userIp") {
		standard[name] = store.Object{"type": "string", "location": "query"}
	}
	return store.Object{"kind": "discovery#restDescription", "discoveryVersion": "v1", "id": "calendar:v3", "name": "calendar", "version": "v3",
		"revision": Revision, "title": "Calendar API", "protocol": "rest", "rootUrl": root, "servicePath": "calendar/v3/",
		"baseUrl": root + "calendar/v3/", "basePath": "/calendar/v3/", "batchPath": "batch/calendar/v3", "parameters": standard,
		"auth": store.Object{"oauth2": store.Object{"scopes": scopesDocument()}}, "schemas": schemas, "resources": resources}
}

func scopesDocument() store.Object {
	o := store.Object{}
	for _, m := range Methods() {
		for _, s := range m.Scopes {
			o[scopePrefix+s] = store.Object{"description": s}
		}
	}
	return o
}

func (m Method) document() store.Object {
	parameters, order := store.Object{}, []any{}
	for _, name := range pathParameter.FindAllStringSubmatch(m.Path, -1) {
		parameters[name[1]] = store.Object{"type": "string", "required": true, "location": "path"}
		order = append(order, name[1])
	}
	for _, name := range m.Query {
		parameters[name] = parameter(name).document()
	}
	scopes := []any{}
	for _, s := range m.Scopes {
		scopes = append(scopes, scopePrefix+s)
	}
	o := store.Object{"id": m.Name(), "path": m.Path, "httpMethod": m.HTTP, "parameters": parameters, "parameterOrder": order, "scopes": scopes}
	if m.Takes != "" {
		o["request"] = store.Object{"$ref": m.Takes}
	}
	if m.Gives != "" {
		o["response"] = store.Object{"$ref": m.Gives}
	}
	return o
}

func (p Parameter) document() store.Object {
	o := store.Object{"type": p.Kind, "location": "query"}
	if p.Repeated {
		o["repeated"] = true
	}
	if p.Required {
		o["required"] = true
	}
	if p.Values != nil {
		o["enum"] = p.Values
	}
	if p.Kind == "integer" {
		o["format"], o["minimum"] = "int32", strconv.Itoa(p.Least)
		if p.Most > 0 {
			o["maximum"] = strconv.Itoa(p.Most)
		}
	}
	return o
}
