// The view "Ny i jobben".
