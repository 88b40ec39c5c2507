package target

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
)

// Schema returns the JSON Schema of torii.yaml, made of the types that read it. It
// knows the fields; what only fits together is told when the file is read.
func Schema() ([]byte, error) {
	top, err := schemaOf(reflect.TypeFor[File]())
	if err != nil {
		return nil, err
	}
	top["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	top["title"] = "torii.yaml"
	top["description"] = "A Relying Party as torii starts and uses it. Every text but those of commands may hold ${NAME}, a secret from the environment."
	for field, allowed := range map[string][]string{"actions": ActionNames, "lacks": Capabilities} {
		top["properties"].(map[string]any)[field].(map[string]any)["propertyNames"] = map[string]any{"enum": allowed}
	}
	top["anyOf"] = []any{map[string]any{"required": []string{"providers", "session"}}, map[string]any{"required": []string{"actions"}}, map[string]any{"required": []string{"calendar_handover"}}}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err = e.Encode(top)
	return b.Bytes(), err
}

// schemaOf describes a type of the file.
func schemaOf(t reflect.Type) (map[string]any, error) {
	switch t.Kind() {
	case reflect.Pointer:
		return schemaOf(t.Elem())
	case reflect.Struct:
		return schemaOfStruct(t)
	case reflect.Map:
		below, err := schemaOf(t.Elem())
		return map[string]any{"type": "object", "additionalProperties": below}, err
	case reflect.Slice:
		below, err := schemaOf(t.Elem())
		return map[string]any{"type": "array", "items": below}, err
	case reflect.Int:
		return map[string]any{"type": "integer", "minimum": 0}, nil
	case reflect.Bool:
		return map[string]any{"type": "boolean"}, nil
	}
	return map[string]any{"type": "string"}, nil
}

func schemaOfStruct(t reflect.Type) (map[string]any, error) {
	properties, required := map[string]any{}, []string{}
	for f := range t.Fields() {
		name := f.Tag.Get("yaml")
		if name == "" || name == "-" {
			continue
		}
		property, err := schemaOf(f.Type)
		if err != nil {
			return nil, err
		}
		said, err := describe(t, name)
		if err != nil {
			return nil, err
		}
		property["description"] = said.says.EN
		if allowed := f.Tag.Get("enum"); allowed != "" {
			property["enum"] = strings.Split(allowed, ",")
		}
		if f.Tag.Get("required") != "" {
			required = append(required, name)
		}
		properties[name] = property
	}
	schema := map[string]any{"type": "object", "properties": properties, "additionalProperties": false}
	if len(required) > 0 {
		schema["required"] = required
	}
	return schema, nil
}
