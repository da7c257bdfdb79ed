"""The official table: what opinions say in short, and earlier answers that fit."""
