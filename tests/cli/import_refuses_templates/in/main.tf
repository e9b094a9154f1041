resource "aws_ssm_document" "rest" {
  name = "rest"
}
