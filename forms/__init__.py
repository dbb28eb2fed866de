"""Reading and writing of the form: one reader a format -> Grid -> one parser -> SelfEvaluationTable."""
