// The view "Kilder".
